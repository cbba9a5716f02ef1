import CrawlModel
import Testing

@testable import Extracting

/// The texts that describe an image.
@Suite struct CaptionTests {
  private func captions(_ html: String) throws -> [Caption] {
    try Extraction(html).links.filter { $0.kind == .image }.map(\.caption)
  }

  @Test(arguments: [
    ("<figure><img src=a><figcaption>A <b>red</b>\n  bird</figcaption></figure>", "A red bird"),
    ("<figure><figcaption>Above</figcaption><img src=a></figure>", "Above"),
    ("<figure><img src=a><figcaption>Never closed", "Never closed"),
    (
      "<figure><img src=a><figcaption>&lt;One&gt;<p>Two<br>Three</figcaption></figure>",
      "<One> Two Three"
    ),
    ("<figure><img src=a><figcaption> </figcaption></figure>", nil),
    ("<figure><img src=a></figure><figcaption>Outside</figcaption>", nil),
    ("<figure><figcaption>Before</figcaption></figure><img src=a>", nil),
    (
      "<figure><p><img src=a></p><figcaption>1</figcaption><figcaption>2</figcaption></figure>", "1"
    ),
  ])
  func `an image has the caption of its figure`(_ html: String, _ caption: String?) throws {
    #expect(try captions(html).map(\.caption) == [caption])
  }

  @Test func `the texts of a page have a limit for all its images together`() throws {
    let text = String(repeating: "word ", count: 200)
    let images = String(repeating: "<img src=a>", count: 10_000)
    let found = try captions(
      "<h1>\(text)</h1><figure><a href=b>\(text)\(images)</a><figcaption>\(text)</figcaption></figure>"
    )
    #expect(found.count == 10_000)
    let bytes = found.reduce(0) { sum, caption in
      sum
        + [caption.heading, caption.linkText, caption.caption].reduce(0) {
          $0 + ($1?.utf8.count ?? 0)
        }
    }
    #expect(bytes <= LinkTextBudget.maximumBytes)
    #expect(bytes > LinkTextBudget.maximumBytes - 1_000)
  }

  @Test func `each of nested figures has its own caption`() throws {
    let found = try captions(
      """
      <figure><figure><img src=1><figcaption>inner</figcaption></figure><img src=2>
      <figcaption>outer</figcaption></figure>
      """)
    #expect(found.map(\.caption) == ["inner", "outer"])
  }

  @Test func `the heading is the nearest one above`() throws {
    let found = try captions(
      """
      <img src=0><h1>One <i>thing</i></h1><img src=1><div><h3>Two</h3></div><img src=2>
      <h2></h2><img src=3><h2><img src=4> Three</h2><img src=5>
      """)
    #expect(found.map(\.heading) == [nil, "One thing", "Two", "Two", "Three", "Three"])
  }

  @Test func `the text of the enclosing link is kept`() throws {
    let found = try captions(
      """
      <a href=p>See <img src=1> the <b>bird</b></a><img src=2><a href=big.jpg>Large</a>
      <a name=x><img src=3>no link</a><a href=q><img src=4></a><a href=r><img src=5>five
      """)
    #expect(found.map(\.linkText) == ["See the bird", nil, "Large", nil, nil, "five"])
  }

  @Test func `the sources of a picture have the texts of its image`() throws {
    let found = try captions(
      """
      <picture><source srcset="a 1x, b 2x"><img src=c alt=Bird width=300 title=T></picture>
      <img src=d>
      """)
    #expect(found.map(\.alt) == ["Bird", "Bird", "Bird", nil])
    #expect(found.map(\.width) == [300, 300, 300, nil])
    #expect(found.map(\.title) == ["T", "T", "T", nil])
  }

  @Test func `sizes are recorded for candidates only`() throws {
    let found = try captions("<img src=a srcset='b 1w, c 2w' sizes='(max-width: 9em) 50vw, 9px'>")
    #expect(
      found.map(\.sizes) == [nil, "(max-width: 9em) 50vw, 9px", "(max-width: 9em) 50vw, 9px"])
  }

  @Test func `a caption in another encoding is decoded`() throws {
    let page: [UInt8] =
      Array("<meta charset=shift_jis><figure><img src=a alt='".utf8) + [0x93, 0xFA]
      + Array("'><figcaption>".utf8) + [0x96, 0x7B] + Array("</figcaption></figure>".utf8)
    let caption = try Extraction(page).links[0].caption
    #expect(caption.alt == "日")
    #expect(caption.caption == "本")
  }

  @Test func `long text is cut at a character`() throws {
    let long = String(repeating: "é", count: 10_000)
    let found = try captions(
      "<h1>x\(long)</h1><a href=p>\(long)<img src=a alt='x\(long)'></a>")
    #expect(found[0].heading?.utf8.count == BoundedText.maximumLength - 1)
    #expect(found[0].linkText?.utf8.count == BoundedText.maximumLength)
    #expect(found[0].alt?.utf8.count == Caption.maximumAttributeLength - 1)
    #expect(!(found[0].heading?.unicodeScalars.contains("\u{FFFD}") ?? true))
  }

  @Test func `titles, styles and scripts are not text`() throws {
    let found = try captions(
      "<h1>A<style>b{}</style><script>c</script></h1><title>d</title><img src=e>")
    #expect(found.map(\.heading) == ["A"])
  }
}
