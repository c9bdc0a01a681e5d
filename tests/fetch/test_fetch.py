"""Fetching from a server on this machine: what comes, what is refused, and how it is told."""

import gzip
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.fetch import MAX_BYTES, fetch, is_public
from briefings.errors import InputError
from briefings.model.documents import RawDocument

PAGE = "<h1>우물을 다시 판다</h1><p>마른 우물을 다시 판다.</p>".encode("cp949")
TYPE = "text/html; charset=cp949"


async def _page(_: web.Request) -> web.Response:
    return web.Response(body=PAGE, headers={"Content-Type": TYPE})


async def _bomb(_: web.Request) -> web.Response:
    body = gzip.compress(b"a" * (MAX_BYTES * 4))
    return web.Response(body=body, headers={"Content-Encoding": "gzip"})


async def _moved(_: web.Request) -> web.Response:
    return web.Response(status=302, headers={"Location": "/page"})


async def _in_circles(_: web.Request) -> web.Response:
    return web.Response(status=302, headers={"Location": "/circle"})


async def _inside(request: web.Request) -> web.Response:
    port = request.url.port
    return web.Response(status=302, headers={"Location": f"http://localhost:{port}/page"})


async def _to_file(_: web.Request) -> web.Response:
    return web.Response(status=302, headers={"Location": "file:///etc/hostname"})


@pytest_asyncio.fixture
async def site() -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_get("/page", _page)
    app.router.add_get("/bomb", _bomb)
    app.router.add_get("/moved", _moved)
    app.router.add_get("/circle", _in_circles)
    app.router.add_get("/inside", _inside)
    app.router.add_get("/file", _to_file)
    async with TestServer(app, host="127.0.0.1") as server:
        yield f"http://127.0.0.1:{server.port}"


def _host(site: str) -> str:
    return site.removeprefix("http://")


async def test_an_allowed_host_gives_its_document_with_address_and_media_type(site: str):
    found = await fetch(f"{site}/page", allow_hosts=[_host(site)])
    assert found == RawDocument(
        name=f"{site}/page", content=PAGE, url=f"{site}/page", media_type=TYPE
    )


async def test_a_redirect_is_followed_and_the_last_address_kept(site: str):
    found = await fetch(f"{site}/moved", allow_hosts=["127.0.0.1"])
    assert (found.name, found.url) == (f"{site}/moved", f"{site}/page")


async def test_a_private_address_is_refused_with_the_setting_that_allows_it(site: str):
    with pytest.raises(InputError) as refused:
        await fetch(f"{site}/page")
    assert str(refused.value) == (
        f"{site}/page: 127.0.0.1 is not on the public network and is not fetched; if it is meant, "
        f"list it in TRENDBRIEF_FETCH__ALLOW_HOSTS={_host(site)}"
    )


async def test_a_name_that_leads_to_a_private_address_is_refused(site: str):
    with pytest.raises(InputError, match="localhost is not on the public network"):
        await fetch(f"{site}/page".replace("127.0.0.1", "localhost"))


async def test_a_redirect_into_the_private_network_is_refused(site: str):
    with pytest.raises(InputError, match="localhost is not on the public network"):
        await fetch(f"{site}/inside", allow_hosts=[_host(site)])


async def test_a_port_that_is_not_listed_is_refused(site: str):
    with pytest.raises(InputError, match="not on the public network"):
        await fetch(f"{site}/page", allow_hosts=["127.0.0.1:1"])


@pytest.mark.parametrize("host", ["2130706433", "0177.0.0.1", "127.1", "0x7f000001"])
async def test_odd_spellings_of_this_machine_are_refused(site: str, host: str):
    with pytest.raises(
        InputError, match=r"no address that can be fetched|not on the public|no host"
    ):
        await fetch(f"{site}/page".replace("127.0.0.1", host))


async def test_a_redirect_to_a_file_is_refused(site: str):
    with pytest.raises(InputError, match="is no http:// or https:// address"):
        await fetch(f"{site}/file", allow_hosts=["127.0.0.1"])


async def test_redirects_without_end_are_given_up(site: str):
    with pytest.raises(InputError, match="more than 5 redirects"):
        await fetch(f"{site}/circle", allow_hosts=["127.0.0.1"])


async def test_content_is_measured_after_decompression(site: str):
    with pytest.raises(InputError, match="larger than 5 MB"):
        await fetch(f"{site}/bomb", allow_hosts=["127.0.0.1"])


async def test_an_error_of_the_server_is_told(site: str):
    with pytest.raises(InputError, match=r"/none: the server answered 404 Not Found; check"):
        await fetch(f"{site}/none", allow_hosts=["127.0.0.1"])


async def test_a_password_is_not_told():
    with pytest.raises(InputError, match=r"^news\.example: addresses with") as refused:
        await fetch("http://me:secret@news.example/")
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104 - refused here, not bound to
        "224.0.0.1",
        "::1",
        "fe80::1%eth0",
        "fd00::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "localhost",
    ],
)
def test_addresses_beyond_the_public_network_are_known(address: str):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "2606:4700:4700::1111", "::ffff:1.1.1.1"])
def test_public_addresses_are_known(address: str):
    assert is_public(address)
