import CrawlModel
import FoundationEssentials
import Testing

struct TimestampTests {
  @Test(arguments: [
    (0, "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.000Z"),
    (951_782_400, "2000-02-29T00:00:00.000Z"), (951_868_799, "2000-02-29T23:59:59.000Z"),
    (951_868_800, "2000-03-01T00:00:00.000Z"), (1_709_164_800, "2024-02-29T00:00:00.000Z"),
    (4_107_542_399, "2100-02-28T23:59:59.000Z"), (4_107_542_400, "2100-03-01T00:00:00.000Z"),
    (1_735_689_599, "2024-12-31T23:59:59.000Z"), (2_147_483_648, "2038-01-19T03:14:08.000Z"),
    (-2_203_891_200, "1900-03-01T00:00:00.000Z"), (253_402_300_799, "9999-12-31T23:59:59.000Z"),
    (-62_167_219_200, "0000-01-01T00:00:00.000Z"), (Int64.max, "9999-12-31T23:59:59.000Z"),
    (Int64.min, "0000-01-01T00:00:00.000Z"),
  ])
  func `a known moment is written as its date`(seconds: Int64, text: String) {
    #expect(Timestamp(seconds: seconds).rfc3339 == text)
  }

  @Test(arguments: [
    (0, "000"), (999_999, "000"), (1_000_000, "001"), (999_999_999, "999"),
    (Int32.max, "999"), (-1, "000"),
  ])
  func `a fraction is cut to milliseconds`(nanoseconds: Int32, text: String) {
    let moment = Timestamp(seconds: 1, nanoseconds: nanoseconds)
    #expect(moment.rfc3339 == "1970-01-01T00:00:01.\(text)Z")
  }

  @Test func `every day of eight centuries is what Foundation says`() {
    // From 1600 to 2400, at varying times of day.
    for day in -135_140...157_054 {
      let seconds = Int64(day) * 86_400 + Int64((day % 86_400 + 86_400) * 37 % 86_400)
      let date = Date(timeIntervalSince1970: Double(seconds))
      let expected = date.formatted(.iso8601).dropLast() + ".000Z"
      guard Timestamp(seconds: seconds).rfc3339 == expected else {
        Issue.record("\(seconds) is \(expected), not \(Timestamp(seconds: seconds))")
        return
      }
    }
  }

  @Test func `moments are ordered like their texts`() {
    let moments = [
      Timestamp(seconds: -5), Timestamp(seconds: 0), Timestamp(seconds: 0, nanoseconds: 1_000_000),
      Timestamp(seconds: 1), Timestamp(seconds: 1_772_355_900),
    ]
    #expect(moments == moments.sorted())
    #expect(moments.map(\.rfc3339) == moments.map(\.rfc3339).sorted())
  }

  @Test func `what was written is read as the same moment`() {
    for _ in 0..<2_000 {
      let moment = Timestamp(
        seconds: .random(in: Timestamp.writable), nanoseconds: .random(in: 0..<1_000) * 1_000_000)
      #expect(Timestamp(rfc3339: moment.rfc3339) == moment, "\(moment)")
    }
    for seconds in [Timestamp.writable.lowerBound, -1, 0, 1, Timestamp.writable.upperBound] {
      #expect(Timestamp(rfc3339: Timestamp(seconds: seconds).rfc3339)?.seconds == seconds)
    }
  }

  @Test(arguments: [
    "", "2026-03-01T09:05:00Z", "2026-03-01T09:05:00.250+00:00", "2026-13-01T09:05:00.250Z",
    "2026-03-00T09:05:00.250Z", "2026-03-01T24:05:00.250Z", "2026-03-01T09:60:00.250Z",
    "2026-03-01 09:05:00.250Z", "+026-03-01T09:05:00.250Z", "2026-03-01T09:05:00.25éZ",
  ])
  func `what is not written so is no moment`(text: String) {
    #expect(Timestamp(rfc3339: text) == nil)
  }
}
