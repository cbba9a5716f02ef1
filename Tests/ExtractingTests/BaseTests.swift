import CrawlModel
import Testing

/// The base of relative references, and embedded markup.
@Suite struct BaseTests {
  @Test(arguments: [
    ("<img src=a><base href='/b/'><img src=c>", ["/b/a", "/b/c"]),
    ("<img srcset='a 1x'><p></p><base href='/b/'>", ["/b/a"]),
    ("<img src=a><base href='javascript:x'><img src=c>", ["/d/a", "/d/c"]),
    ("<template><base href='/b/'></template><img src=a>", ["/d/a"]),
    ("<noscript><base href='/b/'></noscript><img src=a>", ["/d/a"]),
    ("<svg><base href='/b/'></svg><img src=a>", ["/d/a"]),
    ("<iframe srcdoc=\"<base href='/b/'><img src=a>\"></iframe>", ["/d/a"]),
    ("<img src=http://page.test/x><img src='?q'><base href='/b/'>", ["/x", "/b/?q"]),
    ("<style>p{b:url(a)}</style><base href='/b/'>", ["/b/a"]),
  ])
  func `a base applies to the whole page, even if it comes late`(
    _ html: String, _ paths: [String]
  ) throws {
    let found = try Extraction(html, at: "http://page.test/d/e").addresses
    #expect(found == paths.map { "http://page.test" + $0 })
  }

  @Test(arguments: [
    ("<!--[if IE]><img src=a><![endif]-->", ["comment/img[src]"]),
    ("<!--[if !IE]><!--><img src=a><!--<![endif]-->", ["img[src]"]),
    ("<![if !IE]><img src=a><![endif]>", ["img[src]"]),
    ("<!--[if IE]><noscript><img src=a></noscript><![endif]-->", ["comment/noscript/img[src]"]),
    ("<!--[if IE]><link rel=stylesheet href=a><![endif]-->", ["comment/link[stylesheet]"]),
    ("<!-- <img src=a> -->", []), ("<!--[if IE]>", []), ("<!--[if IE <img src=a>-->", []),
  ])
  func `conditional comments are read as in old browsers`(_ html: String, _ via: [String]) throws {
    #expect(try Extraction(html).links.map(\.via.text) == via)
  }

  @Test(arguments: [
    "<?xml version='1.0'?><html><head><title/><script src='x'/></head><body><img src='a'/></body></html>",
    "<?xml version='1.0'?><html xmlns:svg='s'><style><![CDATA[p{b:url(a)}]]></style></html>",
    "<?xml version='1.0'?><html><svg:svg><svg:image xlink:href='a'/></svg:svg></html>",
    "<svg xmlns='http://www.w3.org/2000/svg'><title>t</title><image href='a'/></svg>",
  ])
  func `self-closing elements of XHTML and SVG are empty`(_ document: String) throws {
    #expect(try Extraction(document).addresses == ["http://page.test/a"])
  }
}
