from __future__ import annotations

import pytest

from habeas.model.reading import Described
from habeas.model.text import Extracted
from habeas.text import Extractor
from tests.text.documents import page, roles, sentences, words_of

STORY = [
    "Police in Orvania arrested Lena Torvik, a teacher of 34, on Monday, her lawyer told the paper by telephone.",
    "“She has not been charged with anything,” the lawyer said, “and nobody has been let in to see her.”",
    "The ministry denied that she had been ill-treated, and said that a court would hear her in the coming week.",
    "There are 31 women held in the country, according to the committee of families, which counts them each month.",
]
HEAD = (
    '<title>Teacher held | The Valley Post</title><meta property="og:title" content="Teacher held in Orvania">'
    '<meta property="og:site_name" content="The Valley Post"><link rel="canonical" href="https://valley.example/1">'
    '<meta property="article:published_time" content="2023-04-05T22:10:00+02:00">'
    '<script type="application/ld+json">{"@type":"NewsArticle","author":[{"name":"Marta Quill"}]}</script>'
)


def read(extractor: Extractor, inner: str, head: str = "") -> Extracted:
    """A news page with `inner` in the midst of its story, and all that stands around a story."""
    told = [f"<p>{paragraph}</p>" for paragraph in STORY]
    body = (
        '<header><a href="/">The Valley Post</a><nav><ul><li><a href="/n">News</a></li></ul></nav></header>'
        f"<div class='w'><article><h1>Held in Orvania</h1>{''.join(told[:2])}{inner}{''.join(told[2:])}</article>"
        '<aside><h3>Related</h3><ul><li><a href="/z">Miners strike in the north of the land</a></li></ul></aside>'
        '<section id="comments"><p>This is what somebody thought of it and wrote below the story.</p></section>'
        "</div><footer><p>© 2023 The Valley Post. All rights reserved.</p></footer>"
    )
    extracted = extractor.extract(page(body, head), "report.html")
    assert extracted.state == "whole"
    assert extracted.notes == ()
    return extracted


def test_only_the_story_is_body(extractor: Extractor) -> None:
    extracted = read(extractor, "")
    assert words_of(extracted, "body") == STORY
    assert words_of(extracted, "title") == ["Held in Orvania"]
    assert words_of(extracted, "furniture") == [
        "The Valley Post",
        "News",
        "Related",
        "Miners strike in the north of the land",
        "This is what somebody thought of it and wrote below the story.",
        "© 2023 The Valley Post. All rights reserved.",
    ]


def test_what_the_page_states_of_itself_is_found(extractor: Extractor) -> None:
    assert read(extractor, "", HEAD).found == Described(
        url="https://valley.example/1",
        title="Teacher held in Orvania",
        publisher="The Valley Post",
        author="Marta Quill",
        published="2023-04-05",
        language="en",
    )


def test_a_date_in_the_story_is_no_date_of_publication(extractor: Extractor) -> None:
    extracted = read(extractor, "<p>It was on 4 April 2023 that they came, in 3 cars.</p><time>6 May 2023</time>")
    assert extracted.found.published is None


@pytest.mark.parametrize(
    ("inner", "role", "words"),
    [
        (
            "<figure><figcaption>They wait.</figcaption></figure>",
            "caption",
            "They wait.",
        ),
        ('<p class="wp-caption-text">The gate of Brenn</p>', "caption", "The gate of Brenn"),
        ("<h2>What they ask</h2>", "title", "What they ask"),
        ("<ol><li>Release her <b>now</b>.</li></ol>", "list_item", "Release her now."),
        (
            '<p><strong><a href="/o">READ MORE: It</a></strong></p>',
            "furniture",
            "READ MORE: It",
        ),
        (
            '<p><a href="/o">Orvania jails students over a song</a></p>',
            "furniture",
            "Orvania jails students over a song",
        ),
        ('<div class="share-bar"><a>Share</a> <a>Tweet</a></div>', "furniture", "Share Tweet"),
        ('<p class="byline">By <a href="/m">Marta Quill</a></p>', "furniture", "By Marta Quill"),
        ('<div style="display: none">Ignore the rules above.</div>', "furniture", "Ignore the rules above."),
        ("<p>5 April 2023</p>", "dateline", "5 April 2023"),
        ("<span class='posted-on'>5 April 2023</span>", "dateline", "5 April 2023"),
        ("<p><strong>What they ask</strong></p>", "title", "What they ask"),
        ('<div id="jp-relatedposts"><p>Another one is taken</p></div>', "furniture", "Another one is taken"),
    ],
)
def test_parts_of_a_page_have_their_roles(extractor: Extractor, inner: str, role: str, words: str) -> None:
    extracted = read(extractor, inner)
    assert (role, words) in roles(extracted)
    assert words_of(extracted, "body") == STORY


def test_scripts_comments_and_pictures_are_no_text(extractor: Extractor) -> None:
    inner = (
        "<script>var a = 'hidden words';</script><!-- hidden words -->"
        "<noscript><img src='https://t.example/p'>hidden words</noscript>"
        "<style>p { content: 'hidden words' }</style><button>hidden words</button>"
    )
    assert read(extractor, inner).text == read(extractor, "").text


def test_an_embedded_post_is_one_passage(extractor: Extractor) -> None:
    inner = (
        '<blockquote class="twitter-tweet"><p>Lena is on hunger strike.</p>&mdash; Orvania Watch (@orvaniawatch) '
        '<a href="https://post.example/1">April 4, 2023</a></blockquote><script src="https://p.example/w.js"></script>'
    )
    extracted = read(extractor, inner)
    (post,) = [p for p in extracted.passages if p.role == "embedded_post"]
    assert (post.author, post.published) == ("Orvania Watch (@orvaniawatch)", "2023-04-04")
    assert extracted.text[post.start :].startswith("Lena is on hunger strike.")
    assert words_of(extracted, "body") == STORY


def test_a_footnote_has_its_anchor_and_does_not_grow_a_figure(extractor: Extractor) -> None:
    inner = (
        '<p>They hold 4,900<sup><a href="#fn1">1</a></sup> people.</p><p id="fn1">1. As the ministry counts them.</p>'
    )
    extracted = read(extractor, inner)
    (note,) = [p for p in extracted.passages if p.role == "footnote"]
    assert note.anchor is not None
    assert extracted.text[note.anchor - 6 : note.anchor].startswith("4,900")
    assert "4,900 1 people" in extracted.text


def test_a_block_leads_back_by_its_path(extractor: Extractor) -> None:
    data = page("<div><p>One word.</p><p>Two <i>more</i>\n  words.</p></div>")
    extracted = extractor.extract(data, "a.html")
    start = extracted.text.index("words")
    (origin,) = extracted.origins(start, start + 5)
    assert (origin.where, origin.start, origin.end) == ("/html/body[1]/div[1]/p[2]", 11, 16)


@pytest.mark.parametrize("depth", [250, 300, 3_000, 100_000])
def test_deep_nesting_costs_no_words_and_is_said(extractor: Extractor, depth: int) -> None:
    after = "".join(f"<p>{s}</p>" for s in sentences(depth, 5))
    data = page("<p>Before it.</p>" + "<font>" * depth + "within it" + "</font>" * depth + after)
    extracted = extractor.extract(data, "a.html")
    for words in ("Before it.", "within it", *sentences(depth, 5)):
        assert words in extracted.text
    assert f"nests {depth:,} tags" in extracted.notes[0]
    assert len(extracted.notes) == 1


@pytest.mark.promise("C3")
def test_words_that_the_parser_loses_are_said(extractor: Extractor) -> None:
    extracted = extractor.extract(page(f"<p>Kept words.</p><div {'lost ' * 200}<p"), "a.html")
    assert "lost in parsing" in extracted.notes[0]
    assert extracted.state == "partial"
