import CrawlModel
import Scoping

/// The settings of a crawl, with what follows from them before anything is fetched.
struct CrawlPlan: Sendable {
  let configuration: CrawlConfiguration
  let seeds: Seeds
  /// The images of a list.
  let listed: Seeds
  let scope: Scope
  let traps: TrapGuard
  /// What the user should know of the files with passwords.
  let notes: [String]

  /// Parses the seeds and patterns.
  ///
  /// - Throws: `CrawlError` for an invalid one.
  init(_ configuration: CrawlConfiguration) throws(CrawlError) {
    self.configuration = configuration
    var seeds = try Seeds(configuration.seeds)
    var listed = try Seeds(configuration.imageList)
    let passwords = try configuration.readNetrc()
    if let netrc = passwords?.netrc {
      seeds.addCredentials(netrc)
      listed.addCredentials(netrc)
    }
    notes = passwords?.notes ?? []
    self.seeds = seeds
    self.listed = listed
    scope = configuration.scope(seeds: seeds.addresses)
    traps = TrapGuard(configuration, seeds: seeds.addresses)
  }

  /// Whether the addresses of the list give permissions, as those of seeds do.
  var trustsList: Bool { configuration.trusts(listed) }

  /// Whether an address that gives permissions gives them for all ports of its host.
  ///
  /// A list that was not said to be trusted shows only that its one port is meant.
  var trustsWholeHosts: Bool { configuration.trustsList || !trustsList }

  /// The addresses that give permissions.
  var named: Seeds { trustsList ? seeds.joined(with: listed) : seeds }

  /// The jobs that a crawl begins with.
  var seedJobs: [Job] {
    seeds.addresses.map { Job(address: $0, kind: .page) }
      + listed.addresses.map { Job(address: $0, kind: .image) }
      + (configuration.looksForSitemaps
        ? SiteLists.jobs(
          for: seeds.addresses, asksRobots: !configuration.obeysRobots) : [])
  }
}

extension CrawlConfiguration {
  /// Whether the addresses of the list count as typed by the user.
  func trusts(_ listed: Seeds) -> Bool {
    trustsList || seeds.isEmpty && listed.isOneOriginOfThisMachine
  }
}
