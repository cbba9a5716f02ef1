import Addressing
import CrawlModel
import Testing

@testable import Extracting

@Suite struct LazyAttributeTests {
  @Test(arguments: [
    ("<img data-anything='a/b.jpg'>", "img[data-anything]"),
    ("<p data-x='//h.test/a.png'>", "p[data-x]"),
    ("<div data-bg=\"url(a.png)\">", "div[data-bg]"), ("<div data-bg='/a'>", "div[data-bg]"),
    ("<div data-style=\"background-image: url('a.png')\">", "div[data-style]"),
    ("<li data-image='https://h.test/a'>", "li[data-image]"),
    ("<i data-thumb-url='/a'>", "i[data-thumb-url]"),
    ("<img data-full-size='/a'>", ""), ("<img data-large-image='/a'>", "img[data-large-image]"),
    ("<p data-set='a.png 1x'>", "p[data-set]"), ("<p data-x='a 1x, b 2x'>", ""),
    ("<img zoomfile=a.png>", "img[zoomfile]"), ("<img real-src=/b/a.png>", "img[real-src]"),
    ("<p zoomfile=a.png>", ""), ("<img data-x='/photo.jpg:large'>", "img[data-x]"),
    ("<img data-source-fullscreen_large=a.png>", "img[data-source-fullscreen_large]"),
    ("<p data-html='<img src=a>'>", "p[data-html]/img[src]"),
    ("<p data-bg='url(a)'>", "p[data-bg]"),
    ("<p data-html='<img src=a.png>'>", "p[data-html]/img[src]"),
    ("<p data-x='[\"/a.png\"]'>", "p[data-x]"), ("<img data-src={{url}}>", ""),
    ("<img data-src='/a-{width}.png'>", ""), ("<p data-url='/page'>", ""), ("<p data-bg=dark>", ""),
    ("<p data-bg='#fff'>", ""), ("<p data-image-id=1.2>", ""), ("<p data-title='a.png'>", ""),
    ("<p data-image='/page.html'>", ""), ("<p data-x='see a.png'>", ""),
    ("<p data-bg='/x/'>", "p[data-bg]"),
    ("<p data-x='data:image/png;base64,AA//'>", ""), ("<iframe data-src='/p'>", "iframe[data-src]"),
    ("<img onmouseover=\"this.src='a.png'\">", "img[onmouseover]"),
    ("<a onclick=\"show('b/a.png'); x('' + 'c.png')\">", "a[onclick]"),
    ("<p onclick=\"go('page.html')\">", ""),
  ])
  func `an attribute counts if it clearly is an image`(_ html: String, _ via: String) throws {
    #expect(try Extraction(html).links.map(\.via.text) == (via.isEmpty ? [] : [via]))
  }

  @Test func `candidates of a background may have media queries`() throws {
    let found = try Extraction(
      "<p data-bgset='a.jpg 300w, b.jpg 600w [(max-width: 9px)] | c.jpg [--large] | d.jpg'>")
    #expect(found.addresses.map { $0.dropFirst(17) } == ["a.jpg", "b.jpg", "c.jpg", "d.jpg"])
    #expect(found.links.allSatisfy { $0.via.text == "p[data-bgset]" })
  }

  @Test(arguments: [
    "<img data-interchange='[a.jpg, small], [b.jpg, large]'>",
    "<div data-interchange='[a.jpg, (small)], [b.jpg, (only screen and (width > 1px))]'></div>",
    "<div data-interchange='[p.html, small], [a.jpg, medium], [b.jpg, large]'></div>",
    "<a data-responsive='a.jpg 375, b.jpg 480'></a>", "<a data-responsive='a.jpg 375,b.jpg 480'>",
    "<img data-srcset='a.jpg 1x,b.jpg 2x'>", "<img data-srcset='a.jpg,b.jpg 2x'>",
    "<img data-srcset='{\"1x\":\"a.jpg\",\"2x\":\"b.jpg\"}'>",
    "<img data-srcset='a.jpg 300w b.jpg 600w'>", "<img data-srcset=' , a.jpg 300 , b.jpg, '>",
    "<img data-srcset='a.jpg 1.5x; b.jpg 3x'>", "<img data-srcset=\"'a.jpg' 1x, 'b.jpg' 2x\">",
    "<p data-bgset='a.jpg [(width > 1px)] | b.jpg'>", "<p data-bgset='a.jpg|b.jpg'>",
    "<p data-x='a.jpg,b.jpg'>", "<p data-x='a.jpg;b.jpg'>", "<p data-x='a.jpg|b.jpg'>",
    "<p data-x='a.jpg, b.jpg'>", "<p data-x='a.jpg | b.jpg'>", "<p data-x='a.jpg\nb.jpg'>",
    "<p data-x='a.jpg b.jpg'>", "<p data-x='\"a.jpg\",\"b.jpg\"'>", "<p data-x='[a.jpg,b.jpg]'>",
    "<p data-x=\"['a.jpg','b.jpg']\">", "<p data-x='[\"a.jpg\",\"b.jpg\"]'>",
    "<p data-x='[[\"a.jpg\"], [\"b.jpg\"]]'>", "<p data-x=\"[{src:'a.jpg'},{src: 'b.jpg'}]\">",
    "<p data-x='{\"desktop\":\"a.jpg\",\"mobile\":\"b.jpg\"}'>",
    "<p data-x='{&quot;x&quot;:[&quot;a.jpg&quot;,&quot;b.jpg&quot;]}'>",
    "<p data-x='{&amp;quot;x&amp;quot;:[&amp;quot;a.jpg&amp;quot;,&amp;quot;b.jpg&amp;quot;]}'>",
    "<p data-x='{\"x\":\"a.jpg 375, b.jpg 480\"}'>", "<p data-x='small: a.jpg; large: b.jpg'>",
    "<p data-x='320:a.jpg,640:b.jpg'>", "<p data-x='<320:a.jpg,>320:b.jpg'>",
    "<img data-src='a.jpg,b.jpg'>", "<img data-src='a.jpg|b.jpg'>",
    "<img data-src='{\"desktop\":\"a.jpg\",\"mobile\":\"b.jpg\"}'>",
    "<img data-src='[a.jpg, small], [b.jpg, large]'>", "<img responsive='a.jpg 1, b.jpg 2'>",
  ])
  func `each image of a list is found`(_ html: String) throws {
    let found = try Extraction(html).addresses
    #expect(found == ["http://page.test/a.jpg", "http://page.test/b.jpg"])
  }

  @Test(arguments: [
    ("<p data-images='/a, /b'>", ["/a", "/b"]), ("<p data-urls='/a, /b'>", []),
    ("<img data-src='/my/a b.jpg'>", ["/my/a%20b.jpg"]),
    ("<img data-src='/Hello, b.jpg'>", ["/Hello,%20b.jpg"]),
    ("<img data-src='/w_4,h_3/a.jpg'>", ["/w_4,h_3/a.jpg"]),
    ("<p data-x='/w_4,h_3/a.jpg,/w_8,h_6/a.jpg'>", ["/w_4,h_3/a.jpg", "/w_8,h_6/a.jpg"]),
    ("<p data-x='/a.jpg?p=image/resize,w_1/mark,b.png'>", ["/a.jpg?p=image/resize,w_1/mark,b.png"]),
    ("<p data-x='/a.jpg?v=1,/b.jpg?v=2'>", ["/a.jpg?v=1", "/b.jpg?v=2"]),
    ("<p data-x='/a.jpg;s=1'>", ["/a.jpg;s=1"]), ("<p data-x='/p.html, /q.html'>", []),
    ("<p data-x='Birds, a.jpg'>", []), ("<p data-x='a.jpg is a bird, b.jpg a cat'>", []),
    ("<p data-x='a.jpg, seen in May'>", []), ("<p data-x='[x] see a.jpg'>", []),
    ("<p data-x='Bird: a.jpg'>", []), ("<p data-x='image: a.jpg; delay: 3'>", ["/a.jpg"]),
    ("<p data-x=\"{{ 'a.jpg' | url }}\">", []), ("<p data-x='[[a.jpg]]'>", []),
    ("<p data-caption='a.jpg, b.jpg'>", []), ("<p data-x='[1.5, 2]'>", []),
    ("<p data-x='{\"title\":\"a.jpg\"}'>", []),
    ("<p data-x='http://h.test/a,https://h.test/b.jpg'>", ["/a", "/b.jpg"]),
  ])
  func `an address or a text with commas is not a list`(_ html: String, _ paths: [String]) throws {
    let found = try Extraction(html).links.map {
      String($0.address.text.split(separator: "test")[1])
    }
    #expect(found == paths)
  }

  @Test(arguments: ["a.jpg,", "/,", "/a.jpg a.jpg ", "[a.jpg", "(", "'", "a:", "1,2,", "a.jpg?/,"])
  func `a hostile list is read to its end`(_ piece: String) {
    let text = String(repeating: piece, count: 100_000)
    #expect((ReferenceList.candidates(text[...], areImages: true) ?? []).count <= 200_000)
  }

  @Test func `images of a gallery are not variants of each other`() throws {
    let links = try Extraction(
      "<p data-images='a.jpg,b.jpg'><a data-responsive='c.jpg 1, d.jpg 2'>"
    )
    .links
    #expect(links.map(\.isLesserVariant) == [false, false, true, false])
  }

  @Test func `widths are inserted`() throws {
    let found = try Extraction(
      "<img data-src='/a_{width}x.png' data-widths='[100, 200, \"x\", -1]' src=b>")
    #expect(
      found.addresses == [
        "http://page.test/a_100x.png", "http://page.test/a_200x.png", "http://page.test/b",
      ])
  }

  @Test(arguments: [
    ("<img src=s srcset='m 300w, l 600w'>", ["l"]), ("<img src=s srcset='m 1x, l 2x'>", ["l"]),
    ("<img src=s data-src=l>", ["l"]), ("<img src=s data-full=/l data-thumb=/t>", ["l"]),
    ("<picture><source srcset='a 1x, b 2x'><source srcset='c 2x'><img src=d></picture>", ["b"]),
    ("<picture><source srcset='a 1x, b 2x'><img src=c><p><img src=d><img src=e>", ["b", "d", "e"]),
    ("<img src=s><img src=t srcset='s 1w, l 2w'>", ["s", "s", "l"]), ("<img src=s>", ["s"]),
    ("<div data-bg=/s data-bg-hidpi=/l data-logo-image=/o>", ["l", "o"]),
    ("<img src=s data-hover-src=/h>", ["s", "h"]), ("<img srcset='m 600w' data-low-src=/l>", ["m"]),
    ("<link rel=preload as=image href=a imagesrcset='b 1x, c 2x'>", ["c"]),
    ("<img src=s srcset='s 600w, m 300w'>", ["s", "s"]),
    ("<meta property=og:image content=o><img src=s>", ["o", "s"]),
  ])
  func `all candidates but the largest are lesser variants`(_ html: String, _ taken: [String])
    throws
  {
    let links = try Extraction(html).links.filter { $0.kind == .image && !$0.isLesserVariant }
    #expect(links.map { $0.address.path.dropFirst() } == taken.map { $0[...] })
  }
}
