import CrawlModel
import Scheduling
import TestSupport
import Testing

/// A way to make a frontier; every implementation joins the contract by an entry in `all`.
struct FrontierMaker: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let make: @Sendable (Politeness) throws -> any Frontier

  static let all = [
    FrontierMaker(testDescription: "in memory") { politeness in LocalFrontier(politeness) },
    FrontierMaker(testDescription: "journaled") { politeness in
      try JournaledFrontier.fresh(in: TemporaryFolder(), politeness)
    },
  ]

  /// A frontier without limits.
  func callAsFunction() throws -> any Frontier {
    try make(Politeness(transfersPerOrigin: 1_000))
  }
}

extension JournaledFrontier {
  /// A journaled frontier in a folder that goes when the frontier does.
  static func fresh(
    in folder: TemporaryFolder, _ politeness: Politeness = Politeness(transfersPerOrigin: 1_000)
  ) throws -> JournaledFrontier {
    let journal = try Journal(folder.path + "/" + Journal.fileName)
    try journal.begin(.crawl, at: Timestamp(seconds: 1_000), levelByLevel: false)
    return try JournaledFrontier(
      journal, politeness, clock: { Timestamp(seconds: 1_000) },
      synchronize: { withExtendedLifetime(folder) {} })
  }
}
