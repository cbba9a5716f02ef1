import CrawlModel
import Scoping
import Testing

/// Which images are wanted, decided on their first bytes.
struct ImageRuleTests {
  private func facts(_ width: Int?, _ height: Int?, _ format: ImageFormat = .png) -> ImageFacts {
    ImageFacts(format: format, width: width, height: height)
  }

  @Test func `every image is accepted by default`() {
    let rule = ImageRule()
    for format in ImageFormat.allCases { #expect(rule.objection(to: facts(1, 1, format)) == nil) }
    #expect(rule.objection(to: facts(.max, .max)) == nil)
    #expect(rule.objection(toBytes: 0) == nil)
  }

  @Test func `a format that is not wanted is the first reason`() {
    var rule = ImageRule()
    rule.formats = [.jpeg, .webp]
    rule.minimumWidth = 100
    #expect(rule.objection(to: facts(1, 1, .png)) == .format)
    #expect(rule.objection(to: facts(100, 1, .webp)) == nil)
  }

  @Test func `the minimum dimensions are inclusive`() {
    var rule = ImageRule()
    rule.minimumWidth = 100
    rule.minimumHeight = 50
    #expect(rule.objection(to: facts(100, 50)) == nil)
    #expect(rule.objection(to: facts(99, 50)) == .tooSmall)
    #expect(rule.objection(to: facts(100, 49)) == .tooSmall)
    #expect(rule.objection(to: facts(50, 100)) == .tooSmall)
  }

  @Test func `an unknown dimension is accepted`() {
    var rule = ImageRule()
    rule.minimumWidth = 100
    rule.minimumHeight = 100
    rule.maximumPixels = 1
    #expect(rule.objection(to: facts(nil, nil, .svg)) == nil)
    #expect(rule.objection(to: facts(nil, 99, .svg)) == .tooSmall)
    #expect(rule.objection(to: facts(1_000, nil, .svg)) == nil)
  }

  @Test func `the number of pixels is width times height without overflow`() {
    var rule = ImageRule()
    rule.maximumPixels = 10_000
    #expect(rule.objection(to: facts(100, 100)) == nil)
    #expect(rule.objection(to: facts(101, 100)) == .tooManyPixels)
    #expect(rule.objection(to: facts(.max, 2)) == .tooManyPixels)
    #expect(rule.objection(to: facts(0, .max)) == nil)
  }

  @Test func `the minimum size is inclusive`() {
    var rule = ImageRule()
    rule.minimumBytes = 10
    #expect(rule.objection(toBytes: 10) == nil)
    #expect(rule.objection(toBytes: 9) == .tooFewBytes)
  }
}
