"""C5: fetching cannot reach inside. Every trick is tried against listeners that count connections: 0."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from habeas.network import AddressError, FetchError
from habeas.network.addresses import parsed, why_not_public
from tests.network.sites import PUBLIC, Site, guest, paths, reply, site
from tests.promises.counting import told

# The port of the listener stands for {p}. It listens on 127.0.0.1 and on ::1.
WRITTEN = """
http://127.0.0.1:{p}/ http://127.0.0.1.:{p}/ http://127.1:{p}/ http://127.0.1:{p}/ http://127.127.127.127:{p}/
http://2130706433:{p}/ http://0x7f000001:{p}/ http://0x7f.0.0.1:{p}/ http://0x7f.1:{p}/ http://017700000001:{p}/
http://0177.0.0.1:{p}/ http://0177.1:{p}/ http://127.0.0.0x1:{p}/ http://127.0.0.01:{p}/ http://00.0.0.0:{p}/
http://0.0.0.0:{p}/ http://0:{p}/ http://0x0:{p}/ http://４２:{p}/ http://１２７.０.０.１:{p}/ http://127。0。0。1:{p}/
http://①②⑦.0.0.1:{p}/ http://127.0.0.1%2f@news.example:{p}/ http://localhost:{p}/ http://LOCALHOST:{p}/
http://localhost.:{p}/ http://ⓛocalhost:{p}/ http://a.localhost:{p}/ http://[::1]:{p}/ http://[0:0:0:0:0:0:0:1]:{p}/
http://[::]:{p}/ http://[::ffff:127.0.0.1]:{p}/ http://[::ffff:7f00:1]:{p}/ http://[::127.0.0.1]:{p}/
http://[64:ff9b::7f00:1]:{p}/ http://[64:ff9b:1::7f00:1]:{p}/ http://[2002:7f00:1::]:{p}/
http://[2001:0:7f00:1::]:{p}/ http://[2001:0:53aa:64c:0:0:80ff:fffe]:{p}/ http://[2a00::5efe:7f00:1]:{p}/
http://[2a00::200:5efe:7f00:1]:{p}/ http://[fe80::1]:{p}/ http://[fe80::1%25lo]:{p}/ http://[::1%lo]:{p}/
http://[fc00::1]:{p}/ http://[fd00:ec2::254]/ http://[ff02::1]:{p}/ http://[100::1]:{p}/ http://[2001:db8::1]:{p}/
http://[3fff::1]:{p}/ http://[5f00::1]:{p}/ http://[fec0::1]:{p}/ http://10.0.0.1:{p}/ http://172.16.0.1/
http://192.168.1.1/ http://100.64.0.1/ http://100.127.255.254/ http://169.254.169.254/latest/meta-data/
http://[::ffff:169.254.169.254]/ http://2852039166/ http://0xA9FEA9FE/ http://224.0.0.1/ http://239.255.255.250:1900/
http://240.0.0.1/ http://255.255.255.255/ http://192.0.0.1/ http://192.0.2.1/ http://198.18.0.1/ http://198.51.100.1/
http://203.0.113.1/ http://192.88.99.1/ http://metadata/ http://metadata.google.internal/ http://printer.local/
http://abcdefgh.onion/ http://1.0.0.127.in-addr.arpa/ http://user:secret@127.0.0.1:{p}/ http://user@news.example:{p}/
http://news.example:{p}@127.0.0.1:{p}/ http://127.0.0.1:{p}#@news.example/ http://127.0.0.1:{p}\\@news.example/
http://news.example\\@127.0.0.1:{p}/ http:///127.0.0.1:{p}/ http:127.0.0.1:{p}/ //127.0.0.1:{p}/ 127.0.0.1:{p}
ftp://127.0.0.1:{p}/ file:///etc/passwd gopher://127.0.0.1:{p}/_x ws://127.0.0.1:{p}/ javascript:alert(1)
data:text/html,x jar:http://127.0.0.1:{p}!/ http://news.example:22/ http://news.example:25/ http://news.example:99999/
http://news.example:-1/ http://127.0.0.1%00.news.example:{p}/ http://%31%32%37.0.0.1:{p}/ http://[::1]@news.example/
http://news..example/ http://-news.example/ http://[v1.fe80::a]/ http:// http://:{p}/ http://.:{p}/
""".split()  # noqa: SIM905  # a list of so many is read more easily like this

# What a name server answers, each time that it is asked; a public address among them does not help.
ANSWERED: tuple[list[str], ...] = (
    ["127.0.0.1"],
    ["::1"],
    ["8.8.8.8", "127.0.0.1"],
    ["127.0.0.1", "8.8.8.8"],
    ["::ffff:127.0.0.1"],
    ["64:ff9b::7f00:1"],
    ["169.254.169.254"],
    ["100.100.100.200"],
    ["0.0.0.0"],
    ["fe80::1%lo"],
    [],
)


@pytest.fixture
def inside() -> Iterator[Site]:
    """A site of the network within, on IPv4 and IPv6, that nobody may come to."""
    with site(lambda path: [reply("the secrets of the house")], host="127.0.0.1") as four:
        six = socket.create_server(("::1", four.port), family=socket.AF_INET6)
        six.settimeout(0)
        try:
            yield four
            with pytest.raises(BlockingIOError):
                six.accept()
        finally:
            six.close()


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The connections that are tried, wherever they lead."""
    tried: list[object] = []
    real = socket.create_connection

    def counted(address: tuple[str, int], *more: object, **named: object) -> socket.socket:
        tried.append(address)
        return real(address, *more, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "create_connection", counted)
    return tried


@pytest.mark.promise("C5")
def test_no_way_of_writing_an_address_reaches_inside(inside: Site, opened: list[object]) -> None:
    visitor = guest().visitor
    visitor.line.resolve = lambda host, port: [str(i[4][0]) for i in socket.getaddrinfo(host, port)]
    assert len(WRITTEN) > 80
    for trick in WRITTEN:
        with pytest.raises((AddressError, FetchError)) as caught:
            visitor.visit(trick.format(p=inside.port))
        assert "secret" not in str(caught.value)
    assert (inside.asked, opened) == ([], [])
    told("ways of writing an address of the house", "C5", "make counts", len(WRITTEN), 0, None)


@pytest.mark.promise("C5")
@pytest.mark.parametrize("answer", ANSWERED)
def test_no_answer_of_a_name_server_leads_inside(inside: Site, opened: list[object], answer: list[str]) -> None:
    visitor = guest(names={"news.example": answer}).visitor
    with pytest.raises(FetchError):
        visitor.visit(inside.url())
    assert (inside.asked, opened) == ([], [])


@pytest.mark.promise("C5")
def test_a_name_that_changes_its_answer_is_looked_up_once_for_each_socket(opened: list[object]) -> None:
    answers = iter([[PUBLIC], ["127.0.0.1"]])
    visitor = guest().visitor
    visitor.line.resolve = lambda host, port: next(answers)
    with site(paths({"/": reply("words")})) as outside:
        with pytest.raises(FetchError, match="not an address of the public network; nothing was sent"):
            visitor.visit(outside.url())
        assert outside.asked == ["/robots.txt"]
    assert opened == [(PUBLIC, outside.port)]


@pytest.mark.promise("C5")
@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See", "307 Again", "308 Moved"])
@pytest.mark.parametrize(
    "trick",
    [
        "http://127.0.0.1:{p}/",
        "//[::1]:{p}/",
        "http://inside.example:{p}/",
        "file:///etc/passwd",
        "http://a:b@127.0.0.1:{p}/",
        "http://0x7f.1:{p}/",
    ],
)
def test_no_redirect_leads_inside(inside: Site, status: str, trick: str) -> None:
    there = reply(status=status, Location=trick.format(p=inside.port))
    with site(lambda path: [there if path != "/robots.txt" else reply(status="404 Not Found")]) as outside:
        visitor = guest(names={"news.example": [PUBLIC], "inside.example": ["127.0.0.1"]}).visitor
        with pytest.raises(FetchError):
            visitor.visit(outside.url())
        assert outside.pages == ["/"]
    assert inside.asked == []


@pytest.mark.promise("C5")
def test_robots_txt_is_not_followed_inside_either(inside: Site) -> None:
    there = reply(status="302 Found", Location=f"http://127.0.0.1:{inside.port}/")
    with (
        site(lambda path: [there]) as outside,
        pytest.raises(FetchError, match=r"robots\.txt cannot be asked: .*public"),
    ):
        guest().visitor.visit(outside.url())
    assert inside.asked == []


def test_no_proxy_of_the_environment_is_used(inside: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{inside.port}")
    with site(lambda path: [reply("words")]) as outside:
        assert guest().visitor.visit(outside.url()).page.body == b"words"
    assert inside.asked == []


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "193.0.6.139", "2606:4700::1111", "2a00:1450:4001::1"])
def test_what_is_public_may_be_reached(address: str) -> None:
    assert why_not_public(address) is None


def test_an_address_is_asked_in_one_form() -> None:
    assert (
        str(parsed("HTTP://News.Example:80/á b".replace(" ", "") + "?q=ü#part"))
        == "http://news.example/%C3%A1b?q=%C3%BC"
    )
    assert str(parsed("https://bücher.example")) == "https://xn--bcher-kva.example/"
    assert str(parsed("https://news.example.:8443/a%2Fb")) == "https://news.example:8443/a%2Fb"
