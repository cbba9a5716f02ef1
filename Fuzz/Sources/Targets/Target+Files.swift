import CrawlModel
import Scheduling

@testable import Crawling

extension Target {
  static let rules = Target("rules", "live rules: mistakes have a line of the file") { input in
    let rules = RulesText(input)
    let lines = String(decoding: input, as: UTF8.self)
      .split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).count
    if let mistake = rules.mistakes.first(where: { !(1...lines).contains($0.line) }) {
      return "\(mistake) in \(lines) lines"
    }
    guard let base, rules.mistakes.isEmpty else { return nil }
    for kind in [Job.Kind.page, .image] {
      let job = Job(address: base, kind: kind, parent: base)
      _ = rules.queueRules.objection?(job, Request(job))
    }
    return nil
  }

  static let list = Target("list", "lists of addresses: each is one that can be fetched") { input in
    let list = AddressList(input, of: "list")
    for address in list.addresses {
      do throws(CrawlError) {
        try Crawl.check(seed: address)
      } catch {
        return "\(address.debugDescription): \(error.message)"
      }
    }
    return nil
  }
}
