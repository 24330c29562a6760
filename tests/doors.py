"""Somebody who reads at several doors: what they say, press and hear at each."""

from broadcasts import receipts
from domain.messages import Content, FailureKind, Press, Priority, Receipt, SendFailure
from storage import addresses, contents, links, outbox
from storage.addresses import Address
from storage.database import Transaction
from tests.town import ACCOUNT, HOUR, Town

APP = "wecom:corp:1"
KF = "wecom-kf:wk1"
TELEGRAM = ACCOUNT
WEB = "web"
EVERY = (APP, KF, TELEGRAM, WEB)


class Doors:
    """One person of a town, and the doors that they have opened besides Telegram."""

    def __init__(self, town: Town, who: str) -> None:
        self.town = town
        self.who = who

    def chat(self, account: str) -> str:
        if account == TELEGRAM:
            return self.who
        return str(self.town.people[self.who]) if account == WEB else f"wm-{self.who}"

    def at(self, account: str) -> Address:
        return Address(account, self.chat(account))

    async def opens(self, *accounts: str) -> "Doors":
        """Further doors, the last of them the newest."""
        person = self.town.people[self.who]

        def work(tx: Transaction) -> None:
            for later, account in enumerate(accounts, 1):
                addresses.bind(tx, self.at(account), person, "zh", self.town.now + later)

        await self.town.database.write(work)
        return self

    async def only(self, *accounts: str) -> "Doors":
        """These and no other."""
        person = self.town.people[self.who]
        await self.town.database.write(
            lambda tx: tx.connection.execute(f"update addresses set person = 0 where person = {person}")  # noqa: S608
        )
        return await self.opens(*accounts)

    async def shuts(self, account: str) -> None:
        """A door that lets us speak only after their word says that nothing more may be said."""

        def work(tx: Transaction) -> None:
            addresses.hear(tx, self.at(account), 1, self.town.now + 48 * HOUR, self.town.now, "zh")
            addresses.shut(tx, self.at(account))

        await self.town.database.write(work)

    async def refuses(self, account: str, kind: FailureKind = FailureKind.SPENT) -> int:
        """What waits to be sent at a door comes back; how many there were."""

        def work(tx: Transaction) -> int:
            found = [each for lane in Priority for each in outbox.claim(tx, account, lane, self.town.now, 50)
                     if each.delivery.chat == self.chat(account)]  # fmt: skip
            failed = [Receipt(each.delivery.id, (), SendFailure(kind, code=kind.value)) for each in found]
            verdicts = [receipts.judge(each, one, self.town.now) for each, one in zip(found, failed, strict=True)]
            receipts.note(tx, verdicts, self.town.now)
            return len(found)

        return await self.town.database.write(work)

    async def waiting(self, account: str) -> list[str]:
        """What waits at a door for their next word."""

        def work(tx: Transaction) -> list[str]:
            where = self.at(account)
            query = f"select account, chat, content from outbox where due = {outbox.NEVER} order by id"  # noqa: S608
            rows = tx.connection.execute(query).fetchall()
            return [contents.load(content).text for found, chat, content in rows if Address(found, chat) == where]

        return await self.town.database.write(work)

    async def is_given(self, code: str) -> None:
        """A one-time code for a further door."""
        person = self.town.people[self.who]
        await self.town.database.write(
            lambda tx: links.add(tx, code, "bind", person, person, self.town.now, 600_000)
        )

    async def says(self, account: str, text: str) -> str:
        """The answer's last words."""
        self.town.now += 1_000
        await self.town.says(self.who, text, account=account, chat=self.chat(account), sender=self.chat(account))
        return await self.last(account)

    async def presses(self, account: str, label: str) -> str:
        return await self.gives(account, await self.button(account, label))

    async def gives(self, account: str, press: Press) -> str:
        self.town.now += 1_000
        chat = self.chat(account)
        await self.town.does(self.town.update(self.who, press=press, account=account, chat=chat, sender=chat))
        return await self.last(account)

    async def got(self, account: str) -> list[Content]:
        """What was written to one of their doors, oldest first."""

        def work(tx: Transaction) -> list[Content]:
            rows = tx.connection.execute(
                """select o.account, o.chat, o.content, coalesce(b.content, '') from outbox o
                left join bodies b on b.tenant = o.tenant and b.id = o.body order by o.id"""
            ).fetchall()
            return [contents.load(content, shared) for found, chat, content, shared in rows
                    if Address(found, chat) == self.at(account)]  # fmt: skip

        return await self.town.database.read(work)

    async def last(self, account: str) -> str:
        return (await self.got(account))[-1].text

    async def button(self, account: str, label: str) -> Press:
        """The newest button of that label at a door."""
        found = [choice.press for content in await self.got(account) for choice in content.choices
                 if choice.label == label]  # fmt: skip
        assert found, f"no button {label} at {account}"
        return found[-1]
