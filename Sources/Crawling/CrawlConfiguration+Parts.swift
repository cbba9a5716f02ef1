import Addressing
import Archiving
import CrawlModel
import Fetching
import Files
import Scheduling
import Scoping
import Threads

/// The parts of a configuration that the stages need.
extension CrawlConfiguration {
  /// The number of online processors.
  public static var processorCount: Int { Processors.online }

  /// The `User-Agent` header that is sent.
  var userAgentHeader: String {
    guard let contact else { return userAgent }
    return userAgent.isEmpty ? "(+\(contact))" : "\(userAgent) (+\(contact))"
  }

  /// The proxies; those of the environment for `env`.
  var proxyChoice: ProxyChoice {
    proxy == .environment
      ? ProxyChoice(environment: ProcessEnvironment.variables) : ProxyChoice(proxy?.text ?? "")
  }

  var imageRule: ImageRule {
    var rule = ImageRule()
    rule.formats = formats
    rule.minimumWidth = minimumWidth
    rule.minimumHeight = minimumHeight
    rule.maximumPixels = maximumPixels
    rule.minimumBytes = minimumBytes
    return rule
  }

  var politeness: Politeness {
    var politeness = Politeness(
      transfersPerOrigin: transfersPerHost, delay: delay, obeysRobots: obeysRobots)
    politeness.transfers = transfers
    if let transfersPerAddress {
      politeness.transfersPerAddress = transfersPerAddress
      // An explicit limit always applies, even before the network address of a host is known.
      politeness.countsOwnMachine = true
      if proxy == nil {
        politeness.transfersPerOrigin = min(politeness.transfersPerOrigin, transfersPerAddress)
      }
    }
    politeness.randomDelay = randomDelay
    politeness.firstRest = retryPause
    politeness.patience = hostPatience
    politeness.retries = retries
    // If robots.txt is ignored, opt-out files are fetched only if opt-outs are obeyed.
    politeness.asksOptOuts = obeysRobots || optOuts == .ml
    politeness.obeysOptOuts = optOuts == .ml
    return politeness
  }

  /// The memory for what the transfers have received; an array that grows takes more for a moment.
  var memoryForTransfers: Int { maximumMemory / 4 }

  /// The memory for reading large documents; the rest is for everything else.
  var memoryForReading: Int { maximumMemory / 2 }

  /// The memory for the rules of all robots.txt and opt-out files; more of them go to a file.
  var memoryForRules: Int { maximumMemory / 16 }

  var archiveSettings: Archive.Settings {
    let host = (try? Seeds(seeds).addresses.first)??.host ?? "magpie"
    return Archive.Settings(
      name: String(host.map { $0.isLetter || $0.isNumber || $0 == "." ? $0 : "-" }),
      maximumBytes: maximumArchiveBytes, headers: headers.map(\.text),
      userAgent: userAgentHeader, contact: contact?.text, obeysRobots: obeysRobots)
  }

  var retryRule: RetryRule { RetryRule(retries: retries, firstPause: retryPause) }

  /// The number of transfers of each thread; every thread has at least one.
  var transfersPerThread: [Int] {
    let count = min(threads, transfers)
    return (0..<count).map { transfers / count + ($0 < transfers % count ? 1 : 0) }
  }

  func scope(seeds: [WebAddress]) -> Scope {
    Scope(
      seeds: seeds, pages: pageReach, images: imageReach,
      pagePatterns: PatternRule(
        include: includePages.map(\.pattern), exclude: excludePages.map(\.pattern)),
      imagePatterns: PatternRule(
        include: includeImages.map(\.pattern), exclude: excludeImages.map(\.pattern)),
      maximumDepth: maximumDepth, variants: variants, dropsTracking: dropsTracking)
  }

  /// How the crawl fetches; only the addresses that the user named, and their hosts, give
  /// permissions.
  func fetchPolicy(_ plan: CrawlPlan, hosts: NamedHosts, output: OutputFolder) -> FetchPolicy {
    let named = plan.named
    let temporary = output.temporary
    var policy = FetchPolicy { () throws(FileError) in try TemporaryFile(in: temporary) }
    policy.userAgent = userAgentHeader
    policy.headers = headers.map(\.text)
    policy.languages = languages?.text
    policy.credentials = named.credentials
    policy.seedOrigins = Set(named.addresses.map(\.origin))
    policy.proxy = proxyChoice
    policy.certificates = certificates?.path
    policy.verifiesCertificates = verifiesCertificates
    policy.timeout = timeout
    policy.maximumImageBytes = maximumBytes
    policy.rate = maximumRate.map { RateLimit(bytesPerSecond: $0, transfers: transfers) }
    policy.memory = MemoryBudget(memoryForTransfers)
    policy.gate = addressGate(plan, hosts: hosts)
    return policy
  }

  /// What keeps the crawl out of private networks, unless the user named them.
  func addressGate(_ plan: CrawlPlan, hosts: NamedHosts) -> AddressGate {
    var gate = AddressGate()
    gate.allowsPrivate = allowsPrivateAddresses
    gate.allow(plan.named.addresses, names: hosts, wholeHosts: plan.trustsWholeHosts)
    return gate
  }
}
