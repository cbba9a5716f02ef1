import Addressing
import CrawlModel
import Fetching
import Scoping
import Threads

/// Chooses between https and http for the seeds that were given without a scheme, as browsers do.
///
/// It is http if no connection can be made by https, and one can by http. A certificate that cannot
/// be verified prevents a connection too.
///
/// Only connections are made; nothing is requested. A crawl that would send what identifies the user
/// keeps to https: who can disturb https must not get it by that.
struct SchemeChoice {
  /// The longest wait for a connection.
  static let patience: Duration = .seconds(10)
  /// The maximum number of connections at once.
  static let transfers = 16

  /// The plan with the chosen schemes.
  private(set) var plan: CrawlPlan
  /// A sentence for each host for which http was chosen.
  private(set) var notes: [String] = []
  /// The origins of https to which no connection could be made, nor to their twins of http.
  private(set) var unreachable: Set<Origin> = []

  /// Makes the choice; blocks until it is made or the crawl is to stop.
  ///
  /// - Parameters:
  ///   - plan: the plan, whose seeds without a scheme are read as https.
  ///   - hosts: the hosts of the seeds.
  ///   - output: the folder of the crawl.
  ///   - stop: ends the requests early; https is kept then.
  /// - Throws: `CrawlError` if a seed cannot be read with the other scheme.
  init(
    _ plan: CrawlPlan, _ hosts: NamedHosts, _ output: OutputFolder, until stop: StopSign
  ) throws(CrawlError) {
    self.plan = plan
    var configuration = plan.configuration
    guard !plan.sendsSecrets else { return }
    let open = configuration.seeds.indices.filter { !Seeds.hasScheme(configuration.seeds[$0]) }
    guard !open.isEmpty else { return }
    let secure = plan.seeds.addresses
    let plain = try Seeds(open.map { "http://" + configuration.seeds[$0] }).addresses
    let policy = configuration.fetchPolicy(plan, hosts: hosts, output: output)
    let broken = Self.failures(of: Set(open.map { secure[$0].origin }), policy, until: stop)
    guard !broken.isEmpty else { return }
    let twins = zip(open, plain).filter { broken[secure[$0.0].origin] != nil }
    let alsoBroken = Self.failures(of: Set(twins.map(\.1.origin)), policy, until: stop)
    unreachable = Set(
      twins.filter { alsoBroken[$0.1.origin] != nil }.map { secure[$0.0].origin })
    var told: Set<Origin> = []
    for (index, twin) in twins where alsoBroken[twin.origin] == nil && stop.deadline == nil {
      configuration.seeds[index] = "http://" + configuration.seeds[index]
      let origin = secure[index].origin
      guard told.insert(origin).inserted, let fault = broken[origin] else { continue }
      let cause = fault.detail.map { " (\($0))" } ?? ""
      notes.append("\(origin) could not be used\(cause); \(twin.origin) was crawled instead.")
    }
    if !told.isEmpty { self.plan = try CrawlPlan(configuration) }
  }

  /// Connects to origins; returns those to which no connection could be made, and why.
  private static func failures(
    of origins: Set<Origin>, _ policy: FetchPolicy, until stop: StopSign
  ) -> [Origin: Fetched.Fault] {
    var policy = policy
    policy.timeout = min(policy.timeout, patience)
    policy.onlyConnects = true
    let loop = FetchLoop(
      policy: policy, judge: ContentJudge(images: ImageRule()),
      sharing: SharedConnections(), capacity: transfers)
    var waiting = origins.compactMap { origin in
      (try? WebAddress("\(origin)/")).map { Job(address: $0, kind: .page) }
    }
    var failures: [Origin: Fetched.Fault] = [:]
    while !loop.isIdle || !waiting.isEmpty, stop.deadline == nil {
      while loop.room > 0, let job = waiting.popLast() { loop.start(Assignment(job)) }
      for fetched in loop.turn(waitingUntil: .now + .milliseconds(100)) {
        guard case .fault(let fault) = fetched.result else { continue }
        switch fault.reason {
        case .connect, .tls, .timeout, .reset: failures[fetched.job.address.origin] = fault
        default: break
        }
      }
      _ = loop.takeSent()
    }
    _ = loop.abandon()
    return failures
  }
}

extension CrawlPlan {
  /// Whether requests to the seeds have something that identifies the user.
  var sendsSecrets: Bool {
    !configuration.headers.isEmpty || !seeds.credentials.isEmpty
      || configuration.cookieFile != nil || configuration.savedCookies != nil
  }
}

extension CrawlConfiguration {
  /// Gives each seed without a scheme the one that an earlier run chose for it.
  ///
  /// - Parameters:
  ///   - identity: the identity of the crawl.
  ///   - sendsSecrets: whether requests to the seeds would have something that identifies the user.
  /// - Throws: `CrawlError` if http was chosen, and would now carry what identifies the user.
  mutating func takeSchemes(
    from identity: [String: String], sendsSecrets: Bool
  ) throws(CrawlError) {
    let known = Set((identity["seed"] ?? "").split(separator: "\n").map(String.init))
    for (index, seed) in seeds.enumerated() where !Seeds.hasScheme(seed) {
      let plain = "http://" + seed
      guard let text = try? Seeds([plain]).addresses.first?.text, known.contains(text) else {
        continue
      }
      guard !sendsSecrets else {
        throw CrawlError(
          .badSeed,
          "\(output) holds a crawl of \(text), which is not encrypted: everybody on the way could "
            + "read the header, the password or the cookies. Give \(plain) if that is meant.")
      }
      seeds[index] = plain
    }
  }
}
