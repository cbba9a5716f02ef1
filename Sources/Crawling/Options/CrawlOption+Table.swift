import CrawlModel
import Fetching

extension CrawlOption {
  /// Every option of a crawl, in the order of `summary.json`.
  public static let all: [CrawlOption] = [
    .number("threads", \.threads, from: 1, to: 1_024),
    .number("transfers", \.transfers, from: 1, to: 65_536),
    .number("per-host", \.transfersPerHost, from: 1, to: 65_536),
    .number(
      "per-address", ifSet: \.transfersPerAddress, from: 1, to: 65_536,
      otherwise: { 2 * $0.transfersPerHost }),
    .number("max-memory", \.maximumMemory, from: 16_000_000),
    .time("delay", \.delay, mayBeZero: true),
    .time("random-delay", \.randomDelay, mayBeZero: true, mention: .ifChanged),
    .number("max-rate", ifSet: \.maximumRate, from: 1),
    .number("depth", ifSet: \.maximumDepth, from: 0, isIdentity: true),
    .choice("scope", \.pageReach, isIdentity: true),
    .choice("images", \.imageReach, isIdentity: true),
    .flag("robots", \.obeysRobots, ("yes", "no"), isIdentity: true, mention: .always),
    .choice("opt-outs", \.optOuts, isIdentity: true),
    .flag("sitemaps", \.readsSitemaps, ("yes", "no"), isIdentity: true, mention: .always),
    .flag("traps", \.avoidsTraps, ("yes", "no"), isIdentity: true, mention: .always),
    .values("include", \.includePages, isIdentity: true),
    .values("exclude", \.excludePages, isIdentity: true),
    .values("include-image", \.includeImages, isIdentity: true),
    .values("exclude-image", \.excludeImages, isIdentity: true),
    .choice("variants", \.variants, isIdentity: true, mention: .ifChanged),
    .flag("data-images", \.takesDataImages, isIdentity: true),
    .flag("strip-tracking", \.dropsTracking, isIdentity: true),
    .flag("no-scan", \.readsPagesInFull),
    formats,
    .number("min-width", ifSet: \.minimumWidth, from: 0, isIdentity: true),
    .number("min-height", ifSet: \.minimumHeight, from: 0, isIdentity: true),
    .number("max-pixels", ifSet: \.maximumPixels, from: 1, isIdentity: true),
    .number("min-bytes", ifSet: \.minimumBytes, from: 0, isIdentity: true),
    .number("max-bytes", \.maximumBytes, from: 1, isIdentity: true),
    .number("max-pages", ifSet: \.maximumPages, from: 1),
    .number("max-pages-per-host", ifSet: \.maximumPagesPerHost, from: 1),
    .number("max-images", ifSet: \.maximumImages, from: 1),
    .number("max-total", ifSet: \.maximumTotal, from: 1),
    .time("max-time", ifSet: \.maximumTime),
    .time("timeout", \.timeout, mayBeZero: false),
    .number("retries", \.retries, from: 0),
    .time("host-patience", \.hostPatience, mayBeZero: true),
    .value("frontier", ifSet: \.frontier, isSecret: \.hasPassword) { $0.frontierProblem },
    .paths("known", \.knownFolders),
    layout,
    .value(
      "store", ifSet: \.store, isIdentity: true, mention: .always, problem: { $0.storeProblem }),
    .flag("no-file-times", \.setsFileTimes, ("false", "true")),
    .flag("warc", \.archives),
    .number("warc-size", \.maximumArchiveBytes, from: 1_000_000, mention: .ifChanged),
    userAgent,
    .value("contact", ifSet: \.contact),
    .flag("insecure", \.verifiesCertificates, ("false", "true")),
    .flag("allow-private", \.allowsPrivateAddresses),
    .flag("trust-list", \.trustsList),
    .value("cacert", ifSet: \.certificates),
    .path("cookies", ifSet: \.cookieFile),
    .path("save-cookies", ifSet: \.savedCookies),
    noCookies,
    .values("header", \.headers, mention: .never, isSecret: true),
    .value("accept-language", ifSet: \.languages),
    .path("netrc", ifSet: \.netrcFile),
    // The proxies of the environment are checked when they are used.
    .value("proxy", ifSet: \.proxy, isSecret: \.hasCredentials) {
      $0.proxyChoice.all.lazy.compactMap(ProxyChoice.problem(of:)).first
    },
    .flag("retry-failed", \.retriesFailed, mention: .never),
    .flag("dry-run", \.isDryRun, mention: .never),
  ]

  private static let formats = CrawlOption(
    name: "formats", isIdentity: true, isRepeatable: false, mention: .ifChanged,
    values: { $0.formats.map(\.rawValue).sorted() },
    set: { configuration, values in
      let formats = Set(values.compactMap(ImageFormat.init(rawValue:)))
      configuration.formats = formats.isEmpty ? Set(ImageFormat.allCases) : formats
    },
    problem: { _ in nil })

  private static let layout = CrawlOption(
    name: "layout", isIdentity: true, isRepeatable: false, mention: .always,
    values: { [$0.layoutInForce.rawValue] },
    set: { configuration, values in
      if let layout = values.first.flatMap(FileLayout.init(rawValue:)) {
        configuration.layout = layout
      }
    },
    problem: { _ in nil })

  /// The summary has the header that is sent, with the contact.
  private static let userAgent = CrawlOption(
    name: "user-agent", isIdentity: false, isRepeatable: false, mention: .always,
    values: { [$0.userAgent] }, shown: { [$0.userAgentHeader] },
    set: { configuration, values in
      if let agent = values.first { configuration.userAgent = agent }
    },
    problem: {
      $0.userAgent.contains(where: \.isNewline)
        ? "The user agent has a line end in it; write it in one line." : nil
    })

  private static let noCookies = CrawlOption(
    name: "no-cookies", isIdentity: false, isRepeatable: false, mention: .ifChanged,
    values: { [$0.keepsCookies ? "false" : "true"] },
    set: { $0.keepsCookies = $1.first != "true" },
    problem: {
      !$0.keepsCookies && ($0.cookieFile ?? $0.savedCookies) != nil
        ? "no-cookies cannot be used together with a file of cookies." : nil
    })
}
