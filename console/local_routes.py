"""The addresses of the pages about shops along the streets."""

from collections.abc import Mapping

from console import checklists, shops
from console.house import Form, Page

PAGES: Mapping[str, Page] = {
    "/console/shops": shops.show,
    "/console/shops/lists": checklists.show,
    "/console/shops/{shop:int}": shops.one,
    "/console/shops/{shop:int}/photos/{photo}": shops.photo,
}
FORMS: Mapping[str, Form] = {
    "/console/shops/add": shops.add,
    "/console/shops/lists": checklists.make,
}
