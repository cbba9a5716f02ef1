import Foundation
import TestSupport
import Testing

/// Shared crawls whose nodes and server are killed, paused and parted.
@Suite(.enabled(if: LocalRedis.isAvailable), .serialized)
struct ClusterTests {
  /// The number of rounds, every second one on a Redis Cluster.
  ///
  /// `MAGPIE_ROUNDS=30` for a thorough test, then over sixty hosts.
  private static let rounds = ProcessInfo.processInfo.environment["MAGPIE_ROUNDS"].flatMap {
    Int($0)
  }
  /// The seed of the first round.
  private static let seed =
    ProcessInfo.processInfo.environment["MAGPIE_ROUNDS_SEED"].flatMap { UInt64($0) } ?? 1

  @Test(arguments: 0..<(rounds ?? 2))
  func `disturbed nodes have together what one undisturbed machine has`(number: Int) throws {
    let isLong = Self.rounds != nil
    let seed = Self.seed + UInt64(number)
    var generator = Generator(seed: seed)
    let sites = try MixedSites(isLong ? 60 : 8, pause: .milliseconds(10))
    let alone = try RunningMagpie(sites.arguments)
    #expect(alone.wait() == 1, "\(alone.stderr)")
    let expected = try FolderFacts(of: alone.folder.path + "/out")
    let usual = sites.requestsByAddress
    sites.forgetRequests()

    var disturbances = ClusterRound.Disturbance.allCases
    if isLong {
      disturbances = (0..<6).map { _ in
        ClusterRound.Disturbance.allCases.randomElement(using: &generator) ?? .kill
      }
    }
    let round = try ClusterRound(
      nodes: Int.random(in: 2...3, using: &generator), sites: sites, seed: seed,
      onCluster: number % 2 == 1)
    let codes = try round.run(disturbances, every: isLong ? 60 : 8)
    let story = "seed \(seed): \(round.history)\n\(round.messages)"
    #expect(codes.allSatisfy { [0, 1].contains($0) }, "\(codes) \(story)")

    let place = try TemporaryFolder()
    let out = place.path + "/merged"
    let merged = try Magpie.run(["merge", out] + round.outputs)
    #expect(merged.status == 0, "\(merged.stderr) \(story)")
    let verified = try Magpie.run(["verify", out])
    #expect(verified.status == 0, "\(verified.stdout) \(story)")
    let facts = try FolderFacts(of: out)
    #expect(
      facts.differences(from: expected).isEmpty, "\(facts.differences(from: expected)) \(story)")
    // What was in flight, or in the lost part of the file, is requested once more.
    for (address, count) in sites.requestsByAddress where usual[address] != nil {
      #expect(count <= (usual[address] ?? 0) + disturbances.count, "\(address) \(story)")
    }
    #expect(sites.mostAtOnce <= 1, "\(story)")
    guard isLong else { return }
    let extra = sites.requestCount - usual.values.reduce(0, +)
    print(
      "round \(number), seed \(seed): \(round.history.count) disturbances, \(extra) requests more than "
        + "\(usual.values.reduce(0, +)), at once \(sites.mostAtOnce), shortest interval "
        + "\(sites.shortestInterval)")
    // The sites read their clocks a moment after a request arrived, later if the machine is busy.
    #expect(sites.shortestInterval > ClusterRound.delay * 0.8, "\(story)")
  }
}

extension FolderFacts {
  /// The records that differ, and both versions.
  func differences(from other: FolderFacts) -> [String] {
    func differences(_ own: [String: String], _ others: [String: String]) -> [String] {
      Set(own.keys).union(others.keys).filter { own[$0] != others[$0] }.sorted().map {
        "\($0): \(own[$0] ?? "none") instead of \(others[$0] ?? "none")"
      }
    }
    return differences(images, other.images) + differences(pages, other.pages)
  }
}
