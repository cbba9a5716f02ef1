import CrawlModel
import Testing

/// Quantities as a person reads them.
struct ReadableTests {
  @Test(arguments: [
    (0, "0 B"), (1, "1 B"), (999, "999 B"), (1_000, "1.0 kB"), (1_449, "1.4 kB"),
    (9_949, "9.9 kB"), (9_950, "10 kB"), (10_400, "10 kB"), (999_499, "999 kB"),
    (999_500, "1.0 MB"), (236_000_000, "236 MB"), (1_400_000_000, "1.4 GB"),
    (5_000_000_000_000, "5.0 TB"), (1_234_000_000_000_000, "1234 TB"),
  ])
  func `bytes have a decimal unit`(count: Int, text: String) {
    #expect(Readable.bytes(count) == text)
  }

  @Test(arguments: [
    (Duration.zero, "0.0 s"), (.milliseconds(340), "0.3 s"), (.milliseconds(9_949), "9.9 s"),
    (.milliseconds(9_950), "10 s"), (.milliseconds(59_400), "59 s"),
    (.milliseconds(59_500), "1 min 0 s"), (.seconds(200), "3 min 20 s"),
    (.seconds(3_599), "59 min 59 s"), (.seconds(3_600), "1 h 0 min"),
    (.seconds(7_530), "2 h 5 min"),
    (.seconds(90_000), "25 h 0 min"),
  ])
  func `a while has two units at most`(duration: Duration, text: String) {
    #expect(Readable.duration(duration) == text)
  }

  @Test(arguments: [
    (0, "0"), (999, "999"), (1_000, "1,000"), (1_234_567, "1,234,567"), (-1_000, "-1,000"),
    (-999, "-999"), (Int.max, "9,223,372,036,854,775,807"),
    (Int.min, "-9,223,372,036,854,775,808"),
  ])
  func `a number has its thousands apart`(number: Int, text: String) {
    #expect(Readable.number(number) == text)
  }

  @Test func `one of a kind is singular`() {
    #expect(Readable.count(1, "image") == "1 image")
    #expect(Readable.count(0, "image") == "0 images")
    #expect(Readable.count(1_500, "page") == "1,500 pages")
  }
}
