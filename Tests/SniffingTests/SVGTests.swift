import CrawlModel
import Sniffing
import Testing

struct SVGTests {
  private static let prolog = """
    <?xml version="1.0"?>\n<!-- <html> -->
    <!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd" [
      <!ENTITY ns "http://www.w3.org/2000/svg"> <!-- isn't > ] here --> <?p ' ?>
    ]>
    """

  @Test(
    arguments: [
      (#"<svg width="300" height="200">"#, 300, 200),
      (#"<svg width=" 300px " height='200.5PX'>"#, 300, 201),
      (#"<svg width="72pt" height="6pc">"#, 96, 96),
      (#"<svg width="2.54cm" height="25.4mm">"#, 96, 96),
      (#"<svg width="1in" height="2em">"#, 96, 32),
      (#"<svg viewBox="0,0 12.5,.5e2">"#, 13, 50),
      (#"<svg width="100%" height="auto" viewBox="-5 -5 30 20">"#, 30, 20),
      (#"<svg width="100%" height="-3">"#, nil, nil),
      (#"<svg data-x="a>b" width="1e400" height="7">"#, nil, 7),
      (#"<svg>"#, nil, nil),
      (#"<s:svg xmlns:s="http://www.w3.org/2000/svg" width="3" height="2" >"#, 3, 2),
    ] as [(String, Int?, Int?)])
  func `the size is that of the first tag`(tag: String, width: Int?, height: Int?) {
    let expected = SniffResult.image(ImageFacts(format: .svg, width: width, height: height))
    for text in [tag, "\u{FEFF}" + tag, "\n " + tag, Self.prolog + tag] {
      #expect(examine(Array(text.utf8)) == expected)
    }
    let units = Array(tag.utf16)
    let little = units.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
    let big = units.flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }
    for bytes in [[0xFF, 0xFE] + little, little, [0xFE, 0xFF] + big, big] {
      #expect(examine(bytes) == expected)
    }
  }

  @Test(arguments: [
    "<svg width=1>", "<svg a='<'>", "<svg a='1'b='2'>", "<svg / >", "<svg width='1'", "<svg a>",
  ])
  func `a malformed first tag is damaged`(tag: String) {
    #expect(examine(Array(tag.utf8)) == .damaged(.svg))
  }

  @Test func `endless white space is not waited for`() {
    let blanks = [UInt8](repeating: 0x20, count: 3 * ImageSniffer.reach)
    #expect(examine(blanks, first: 1000, isComplete: false) == .needsMore)
    #expect(examine(blanks, isComplete: false) == .notAnImage)
  }
}
