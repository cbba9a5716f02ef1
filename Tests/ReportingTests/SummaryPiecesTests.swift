import Addressing
import Bytes
import CrawlModel
import Reporting
import Testing

/// `summary.json` with many hosts, which is written in pieces.
struct SummaryPiecesTests {
  @Test(arguments: [0, 1, 255, 256, 257, 1_000])
  func `every host and every policy file is written once`(count: Int) throws {
    var summary = ExampleCrawl().summary
    for number in 0..<count {
      summary.hosts.append(
        HostStatistics(
          host: "http://h\(number).test", requests: number, fastestInterval: nil, delay: .zero,
          retries: 0))
      summary.policies.append(
        PolicyAnswer(
          address: try WebAddress("http://h\(number).test/robots.txt"),
          endedAt: Timestamp(seconds: 0)))
    }
    let text = String(decoding: SummaryJSON.bytes(of: summary), as: UTF8.self)
    let hosts = (0..<count).map {
      #"{"host":"http://h\#($0).test","requests":\#($0),"rests":0,"delay":0.000,"retries":0}"#
    }
    #expect(text.contains(#""hosts":["# + hosts.joined(separator: ",") + "]"))
    let moment = Timestamp(seconds: 0).rfc3339
    let policies = (0..<count).map {
      #"{"url":"http://h\#($0).test/robots.txt","fetched_at":"\#(moment)"}"#
    }
    #expect(text.contains(#""policies":["# + policies.joined(separator: ",") + "]"))
    #expect(text.hasSuffix("}\n"))
  }
}
