import Addressing
import CrawlModel
import Testing

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
