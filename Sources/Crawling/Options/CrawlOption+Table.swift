import CrawlModel
import Fetching
import Files

extension CrawlOption {
  /// Every option of a crawl, in the order of `summary.json`.
  public static let all: [CrawlOption] = [
    .number("threads", \.threads, from: 1, to: 1_024),
    .number("transfers", \.transfers, from: 1, to: 65_536),
    .number("per-host", \.transfersPerHost, from: 1),
    .number(
      "per-address", ifSet: \.transfersPerAddress, from: 1, otherwise: { 2 * $0.transfersPerHost }),
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
    .patterns("include", \.includePages),
    .patterns("exclude", \.excludePages),
    .patterns("include-image", \.includeImages),
    .patterns("exclude-image", \.excludeImages),
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
    .texts("known", \.knownFolders),
    .choice("layout", \.layout, isIdentity: true),
    .flag("no-file-times", \.setsFileTimes, ("false", "true")),
    .flag("warc", \.archives),
    .number("warc-size", \.maximumArchiveBytes, from: 1_000_000, mention: .ifChanged),
    userAgent,
    .text("contact", ifSet: \.contact, problem: problem(ofContact:)),
    .flag("insecure", \.verifiesCertificates, ("false", "true")),
    .flag("allow-private", \.allowsPrivateAddresses),
    .flag("trust-list", \.trustsList),
    .text("cacert", ifSet: \.certificates, problem: problem(ofCertificates:)),
    .text("cookies", ifSet: \.cookieFile),
    .text("save-cookies", ifSet: \.savedCookies),
    noCookies,
    .texts("header", \.headers, mention: .never, isSecret: true, problem: problem(ofHeader:)),
    .text("accept-language", ifSet: \.languages, problem: problem(ofLanguages:)),
    .text("netrc", ifSet: \.netrcFile),
    proxy,
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

  private static let proxy = CrawlOption(
    name: "proxy", isIdentity: false, isRepeatable: false, mention: .never,
    values: { $0.proxy.map { [$0] } ?? [] },
    set: { $0.proxy = $1.first },
    problem: { $0.proxyChoice.all.lazy.compactMap(ProxyChoice.problem(of:)).first },
    // Only a name and a password before an @ are secret.
    isSecret: { ($0.proxy ?? "").contains("@") })

  private static let noCookies = CrawlOption(
    name: "no-cookies", isIdentity: false, isRepeatable: false, mention: .ifChanged,
    values: { [$0.keepsCookies ? "false" : "true"] },
    set: { $0.keepsCookies = $1.first != "true" },
    problem: {
      !$0.keepsCookies && ($0.cookieFile ?? $0.savedCookies) != nil
        ? "no-cookies cannot be used together with a file of cookies." : nil
    })

  private static func problem(ofContact contact: String) -> String? {
    if contact.isEmpty { return "The contact is empty; give a URL or a mail address." }
    let isPlain = contact.unicodeScalars.allSatisfy { scalar in
      scalar != "(" && scalar != ")" && scalar.properties.generalCategory != .control
    }
    return isPlain
      ? nil
      : "The contact has a parenthesis or a control character in it; give a URL or a mail address "
        + "without them."
  }

  private static func problem(ofCertificates path: String) -> String? {
    do throws(FileError) {
      _ = try WholeFile.read(path)
      return nil
    } catch {
      return error.description
    }
  }

  private static func problem(ofLanguages languages: String) -> String? {
    let isPlain = languages.utf8.allSatisfy { (0x20...0x7E).contains($0) }
    return languages.isEmpty || !isPlain
      ? "'\(languages)' is no list of languages; write it as 'de, en;q=0.5'." : nil
  }

  private static func problem(ofHeader header: String) -> String? {
    CrawlConfiguration.isHeader(header)
      ? nil : "'\(header)' is no header; write it as 'Name: value'."
  }
}
