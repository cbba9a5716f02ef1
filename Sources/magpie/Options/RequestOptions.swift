import ArgumentParser
import Crawling

/// How each request is made.
struct RequestOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Maximum wait for a connection, a first byte, and between bytes. "
        + "(default: \(Seconds(CrawlConfiguration.standard.timeout).defaultValueDescription))",
      valueName: "SECONDS"))
  var timeout: Seconds?

  @Option(
    help: ArgumentHelp(
      "Retries after a temporary failure. (default: \(CrawlConfiguration.standard.retries))",
      valueName: "N"))
  var retries: Int?

  @Option(
    help: ArgumentHelp(
      "How long a host may give no good answer before it is given up, such as 1h. (default: 15m)",
      valueName: "DURATION"))
  var hostPatience: Seconds?

  @Option(
    help: ArgumentHelp("Additional certificates to trust.", valueName: "FILE"), completion: .file())
  var cacert: String?

  @Flag(help: "Do not verify certificates; recorded in the summary.")
  var insecure = false

  @Option(
    help: ArgumentHelp("User-Agent header. (default: magpie/VERSION)", valueName: "S"))
  var userAgent: String?

  @Option(
    help: ArgumentHelp(
      "Where you can be reached; added to the User-Agent header.", valueName: "URL-OR-MAIL"))
  var contact: String?

  @Option(
    help: ArgumentHelp(
      "A header for the hosts of the seeds, or a file with one a line; repeatable.",
      valueName: "K:V|@FILE"))
  var header: [String] = []

  @Option(
    help: ArgumentHelp(
      "Names and passwords for the hosts of the seeds. (default without FILE: ~/.netrc)",
      valueName: "FILE"), completion: .file())
  var netrc: String?

  @Option(
    help: ArgumentHelp(
      "Cookies to begin with, as browsers export them (cookies.txt).", valueName: "FILE"),
    completion: .file())
  var cookies: String?

  @Option(
    help: ArgumentHelp(
      "Where to keep the cookies for the next run; read first if it exists.", valueName: "FILE"),
    completion: .file())
  var saveCookies: String?

  @Flag(help: "Neither keep nor send cookies.")
  var noCookies = false

  @Option(
    help: ArgumentHelp(
      "Accept-Language header, such as 'de, en;q=0.5'; sent to every host.", valueName: "LIST"))
  var acceptLanguage: String?

  @Option(
    help: ArgumentHelp(
      "Proxy, such as socks5h://127.0.0.1:9050, or env for that of the environment.",
      valueName: "URL"))
  var proxy: String?

  @Flag(
    help: "Allow this machine and private networks; a seed that is there needs no permission.")
  var allowPrivate = false

  /// Sets what is given, and leaves the rest as it is.
  func apply(to configuration: inout CrawlConfiguration) throws {
    if let timeout { configuration.timeout = timeout.duration }
    if let retries { configuration.retries = retries }
    if let hostPatience { configuration.hostPatience = hostPatience.duration }
    if let cacert { configuration.certificates = try CertificateFile(cacert) }
    if insecure { configuration.verifiesCertificates = false }
    if let userAgent { configuration.userAgent = userAgent }
    if let contact { configuration.contact = try Contact(contact) }
    if !header.isEmpty { configuration.headers = try header.flatMap(HeaderFile.lines) }
    if let netrc { configuration.netrcFile = netrc }
    if let cookies { configuration.cookieFile = cookies }
    if let saveCookies { configuration.savedCookies = saveCookies }
    // The other side of what excludes each other may be that of an earlier run.
    if noCookies {
      configuration.keepsCookies = false
      configuration.cookieFile = cookies
      configuration.savedCookies = saveCookies
    } else if cookies != nil || saveCookies != nil {
      configuration.keepsCookies = true
    }
    if let acceptLanguage { configuration.languages = try LanguageList(acceptLanguage) }
    // An empty one is none, also in place of that of an earlier run.
    if let proxy { configuration.proxy = proxy.isEmpty ? nil : try Proxy(proxy) }
    if allowPrivate { configuration.allowsPrivateAddresses = true }
  }
}

extension CrawlConfiguration {
  /// The settings without any option, for the defaults that the help names.
  static let standard = CrawlConfiguration(output: "")
}
