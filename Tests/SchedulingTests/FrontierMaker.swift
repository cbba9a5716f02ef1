import CrawlModel
import Redis
import Scheduling
import TestSupport
import Testing

/// A way to make a frontier; every implementation joins the contract tests by an entry in `all`.
struct FrontierMaker: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let make: @Sendable (Politeness) throws -> any Frontier & CrawlRecords

  static let all = local + (LocalRedis.isAvailable ? [shared] : [])

  /// The frontiers of a crawl on one machine, which know at once what waits.
  static let local = [
    FrontierMaker(testDescription: "journal in memory") { politeness in
      try WindowedFrontier.inMemory(politeness)
    },
    FrontierMaker(testDescription: "journal in a file") { politeness in
      try WindowedFrontier.fresh(in: TemporaryFolder(), politeness)
    },
  ]

  /// One node of a shared crawl, with a server of its own.
  static let shared = FrontierMaker(testDescription: "shared on a server") { politeness in
    try WindowedFrontier.sharing(LocalRedis(), politeness)
  }

  /// A frontier without limits.
  func callAsFunction() throws -> any Frontier & CrawlRecords {
    try make(Politeness(transfersPerOrigin: 1_000))
  }
}

extension WindowedFrontier {
  /// A frontier whose journal is in memory.
  static func inMemory(
    _ politeness: Politeness = Politeness(transfersPerOrigin: 1_000)
  ) throws -> WindowedFrontier {
    let journal = try Journal()
    try journal.begin(.crawl, at: Timestamp(seconds: 1_000), levelByLevel: false)
    return try WindowedFrontier(journal, politeness, clock: { Timestamp(seconds: 1_000) })
  }

  /// A node of a crawl that is shared on a server, with a journal in memory.
  static func sharing(
    _ redis: LocalRedis, _ politeness: Politeness = Politeness(transfersPerOrigin: 1_000)
  ) throws -> WindowedFrontier {
    let journal = try Journal()
    try journal.begin(.crawl, at: Timestamp(seconds: 1_000), levelByLevel: false)
    let sharing = Sharing(
      .init(try RedisAddress(redis.address())), name: "birds", identity: ["seed": "http://a.test/"])
    return try WindowedFrontier(
      journal, sharing: sharing, politeness, clock: { Timestamp(seconds: 1_000) },
      synchronize: { withExtendedLifetime(redis) {} })
  }

  /// A frontier with a journal in a folder that is deleted with the frontier.
  static func fresh(
    in folder: TemporaryFolder, _ politeness: Politeness = Politeness(transfersPerOrigin: 1_000)
  ) throws -> WindowedFrontier {
    let journal = try Journal(folder.path + "/" + Journal.fileName)
    try journal.begin(.crawl, at: Timestamp(seconds: 1_000), levelByLevel: false)
    return try WindowedFrontier(
      journal, politeness, clock: { Timestamp(seconds: 1_000) },
      synchronize: { withExtendedLifetime(folder) {} })
  }
}
