"""The addresses of the pages about shops along the streets, and about complaints and disputes."""

from console import checklists, matters, shops
from console.house import Form, Page

PAGES: dict[str, Page] = {
    "/console/shops": shops.show,
    "/console/shops/lists": checklists.show,
    "/console/shops/{shop:int}": shops.one,
    "/console/shops/{shop:int}/photos/{photo}": shops.photo,
    "/console/matters": matters.listing,
    "/console/matters/{matter:int}": matters.one,
    "/console/matters/{matter:int}/{dossier}": matters.paper,
}
FORMS: dict[str, Form] = {
    "/console/shops/add": shops.add,
    "/console/shops/lists": checklists.make,
}
