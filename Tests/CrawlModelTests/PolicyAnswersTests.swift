import Addressing
import CrawlModel
import Testing

/// The packed list of answers to requests for policy files.
struct PolicyAnswersTests {
  @Test func `answers come out as they went in, in their order`() throws {
    let robots = try WebAddress("https://a.test/robots.txt")
    let answers = [
      PolicyAnswer(address: robots, endedAt: Timestamp(seconds: -5, nanoseconds: 999_999_999)),
      PolicyAnswer(
        address: robots, endedAt: Timestamp(seconds: 1_772_355_900), httpStatus: 200,
        finalAddress: try WebAddress("http://b.test:81/r?x#"), bytes: 5_000_000_000,
        sha256: String(repeating: "0f", count: 32)),
      PolicyAnswer(address: robots, endedAt: Timestamp(seconds: 0), httpStatus: 0, bytes: 0),
    ]
    let failed = FailureReason.allCases.map {
      PolicyAnswer(address: robots, endedAt: Timestamp(seconds: 7), httpStatus: 503, reason: $0)
    }
    var packed = PolicyAnswers()
    #expect(Array(packed).isEmpty)
    for answer in answers + failed { packed.append(answer) }
    #expect(Array(packed) == answers + failed)
    #expect(packed.count == answers.count + failed.count)
  }
}
