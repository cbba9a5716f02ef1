import Addressing
import CrawlModel
import Scheduling
import Threads

/// Synthetic addresses in portions as pages bring them, from several hosts in turn.
struct Load {
  let addresses: Int
  let hosts: Int
  private let portion = 100

  func put(into frontier: any Frontier) throws {
    var next = 0
    while next < addresses {
      let end = min(addresses, next + portion)
      let jobs = try (next..<end).map { number in
        Job(
          address: try WebAddress(
            "https://www.host-\(number % hosts).example/images/album-\(number / 1_000)/\(number).jpeg"
          ), kind: .image)
      }
      try frontier.put(jobs)
      next = end
    }
  }

  func work(at frontier: any Frontier) throws {
    var done = 0
    let facts = ResponseFacts(
      address: try WebAddress("https://a.example/"), status: 404, contentType: "text/html",
      bytes: 1_000, fetchedAt: Timestamp(seconds: 1_700_000_000))
    while done < addresses, let first = try frontier.get(for: .anybody) {
      for next in [first] + (try frontier.poll(63, for: .anybody).assignments) {
        var response = facts
        response.address = next.job.address
        try frontier.released(next, nil, by: .anybody)
        try frontier.done(next, Findings(outcome: .failed(.httpError), response: response))
        done += 1
      }
    }
    try frontier.join()
  }
}
