import Addressing
import CrawlModel
import Crawling

/// What went wrong with a seed, and what to do about it.
enum SeedText {
  /// Returns for each seed that was not read a sentence with the cause and, if there is any, advice.
  static func lines(_ summary: CrawlSummary) -> [TextLine] {
    var lines: [TextLine] = []
    for failure in summary.seedFailures {
      if !lines.isEmpty { lines.append("") }
      lines.append(TextLine(Readable.line(sentence(on: failure)), as: .bad))
      lines += advice(on: failure).map { TextLine(Readable.line($0)) }
    }
    let rest = summary.unreadSeeds - summary.seedFailures.count
    if rest > 0 {
      lines += ["", "\(Readable.count(rest, "other seed")) could not be fetched either."]
    }
    return lines
  }

  /// Returns the whole text for a crawl that collected nothing.
  static func screen(of summary: CrawlSummary, output: String = "") -> [TextLine] {
    var lines = lines(summary)
    if lines.isEmpty { lines = FailureText.lines(of: summary, output: output) }
    for note in summary.notes { lines += ["", TextLine(note)] }
    lines += ["", "Nothing was stored."]
    guard summary.hasRecords else { return lines }
    return lines + [
      "What happened is in \(output)/images.jsonl and \(output)/pages.jsonl;",
      "magpie explain \(ShellWord.quoted(output)) URL says it of an address.",
    ]
  }

  private static func sentence(on failure: SeedFailure) -> String {
    let address = failure.address
    let isAway = address != failure.seed
    let subject = isAway ? "\(failure.seed) redirects to \(address), which" : "\(failure.seed)"
    let detail = failure.detail
    switch failure.reason {
    case .skipped(.scope) where isAway:
      return "\(subject) is outside the scope of this crawl."
    case .skipped(.robots):
      return "\(subject) was not requested: the robots.txt of \(host(of: address)) does not allow "
        + "it\(detail.map { " (\($0))" } ?? "")."
    case .skipped(.notHTML):
      let type = failure.contentType.map { ", but \($0)" } ?? ""
      return "\(subject) is neither a page nor an image\(type)."
    case .failed(.httpError), .failed(.rateLimited):
      let status = failure.httpStatus.map { Readable.status($0) } ?? "an error"
      return "\(subject) answered \(status)\(detail.map { ": \($0)" } ?? "")."
    case .failed(.tls):
      return "\(subject) could not be fetched: no secure connection could be made"
        + (detail.map { " (\($0))." } ?? ".")
    case .skipped(let reason): return "\(subject) was left out: \(cause(detail, reason.sentence))"
    case .failed(let reason):
      return "\(subject) could not be fetched: \(cause(detail, reason.sentence))"
    }
  }

  private static func cause(_ detail: String?, _ sentence: String) -> String {
    guard let detail, !detail.isEmpty else { return sentence }
    return detail.hasSuffix(".") ? detail : detail + "."
  }

  private static func advice(on failure: SeedFailure) -> [String] {
    let address = failure.address
    let host = host(of: address)
    switch failure.reason {
    // What was to be reached may be there.
    case .failed(.connect) where failure.wasByProxy, .failed(.dns) where failure.wasByProxy,
      .failed(.reset) where failure.wasByProxy, .failed(.unresponsive) where failure.wasByProxy,
      .failed(.timeout) where failure.wasByProxy:
      // Its status comes with the words of libcurl only.
      if failure.detail?.contains("response 407") == true { return proxyLogin }
      return ["It was requested through a proxy: is --proxy right, and is the proxy running?"]
    case .failed(.httpError) where failure.httpStatus == 400 && address.scheme == .http,
      .failed(.reset) where address.scheme == .http,
      .failed(.protocol) where address.scheme == .http:
      return ["If the server uses TLS at this port: \(twin(of: address, .https))"]
    case .failed(.httpError), .failed(.rateLimited): return advice(onStatus: failure)
    case .failed(.dns): return ["Is the name of the host spelled correctly?"]
    case .failed(.connect):
      let isPlain =
        address.scheme == .https && address.explicitPort == nil && !failure.wasTriedByHTTP
      return ["Is port \(address.port) right, and is the server running?"]
        + (isPlain ? ["If the server has no https: \(twin(of: address, .http))"] : [])
    // Some servers wait for the rest of a request when a TLS handshake begins.
    case .failed(.timeout)
    where failure.detail?.contains("SSL connection") == true && !failure.wasTriedByHTTP:
      return [tlsAdvice(on: failure)]
    case .failed(.timeout), .failed(.unresponsive):
      return ["Does the address open in a browser here? --timeout SECONDS waits longer."]
    case .failed(.tls): return [tlsAdvice(on: failure)]
    case .failed(.overloaded): return [later]
    case .failed(.redirectLoop), .failed(.tooManyRedirects):
      return ["Start at the address that a browser shows in the end."]
    case .skipped(.robots):
      return ["If the site is your own: --no-robots"]
    case .skipped(.scope) where LoginPage.isLikely(address) && !LoginPage.isLikely(failure.seed):
      return [LoginPage.advice]
    case .skipped(.scope) where address != failure.seed:
      return ["Start there instead: magpie \(ShellWord.quoted(address))"]
    case .skipped(.privateAddress):
      return ["If \(host) may be fetched: --allow-private"]
    case .skipped(.notHTML):
      return [
        "Give the address of a page with images, or a list of their addresses: magpie fetch LIST"
      ]
    case .skipped, .failed: return []
    }
  }

  private static let proxyLogin = [
    "Give --config FILE, and in the file the line '--proxy http://NAME:PASSWORD@HOST:PORT'."
  ]

  private static let later =
    "Run the same command again later, with --delay 2 --per-host 1 at most."

  private static func advice(onStatus failure: SeedFailure) -> [String] {
    let address = failure.address
    switch failure.httpStatus {
    case 401:
      return [
        // Every user of the machine can read the command line.
        "With a name and a password: --netrc, and in ~/.netrc the line "
          + "'machine \(address.host) login NAME password PASSWORD'",
        "With a token: --header @FILE, and in the file the line 'Authorization: Bearer TOKEN'",
        LoginPage.advice,
      ]
    case 403:
      return [
        "The server refuses this program, or visitors without a login.",
        LoginPage.advice, "To be taken for your browser: --user-agent TEXT",
      ]
    case 404, 410: return ["Is the path of the address right?"]
    case 407: return proxyLogin
    case 429, 503:
      return failure.detail == nil ? [later] : ["Run the same command again after that time."]
    case let status? where status >= 500: return ["The server has a fault; try again later."]
    default: return []
    }
  }

  private static func tlsAdvice(on failure: SeedFailure) -> String {
    let address = failure.address
    // The words are those of libcurl, which has no code for each cause.
    let detail = failure.detail ?? ""
    if failure.wasTriedByHTTP { return "There is no answer by http either." }
    if detail.contains("certificate") || detail.contains("subject name") {
      return "To trust its certificate: --cacert FILE; --insecure accepts any."
    }
    return "If the server does not use TLS at this port: \(twin(of: address, .http))"
  }

  /// The command for the same address with the other scheme at the same port.
  private static func twin(of address: WebAddress, _ scheme: Scheme) -> String {
    "magpie " + ShellWord.quoted("\(scheme.rawValue)://\(host(of: address))\(address.pathAndQuery)")
  }

  private static func host(of address: WebAddress) -> String {
    address.host + (address.explicitPort.map { ":\($0)" } ?? "")
  }
}
