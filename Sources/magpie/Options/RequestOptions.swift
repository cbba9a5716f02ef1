import ArgumentParser
import Crawling

/// How each request is made.
struct RequestOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Maximum wait for a connection, a first byte, and between bytes.", valueName: "SECONDS"))
  var timeout: Seconds = Seconds(.seconds(30))

  @Option(help: ArgumentHelp("Retries after a temporary failure.", valueName: "N"))
  var retries = 3

  @Option(
    help: ArgumentHelp(
      "How long a host may give no good answer before it is given up, such as 15m.",
      valueName: "DURATION"))
  var hostPatience: Seconds = Seconds(.seconds(900))

  @Option(help: ArgumentHelp("Additional certificates to trust.", valueName: "FILE"))
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
      valueName: "FILE"))
  var netrc: String?

  @Option(
    help: ArgumentHelp(
      "Cookies to begin with, as browsers export them (cookies.txt).", valueName: "FILE"))
  var cookies: String?

  @Option(
    help: ArgumentHelp(
      "Where to keep the cookies for the next run; read first if it exists.", valueName: "FILE"))
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

  func apply(to configuration: inout CrawlConfiguration) throws {
    configuration.timeout = timeout.duration
    configuration.retries = retries
    configuration.hostPatience = hostPatience.duration
    configuration.certificates = try cacert.map(CertificateFile.init)
    configuration.verifiesCertificates = !insecure
    if let userAgent { configuration.userAgent = userAgent }
    configuration.contact = try contact.map(Contact.init)
    configuration.headers = try header.flatMap(HeaderFile.lines)
    configuration.netrcFile = netrc
    configuration.cookieFile = cookies
    configuration.savedCookies = saveCookies
    configuration.keepsCookies = !noCookies
    configuration.languages = try acceptLanguage.map(LanguageList.init)
    configuration.proxy = try Proxy.given(proxy)
    configuration.allowsPrivateAddresses = allowPrivate
  }
}

extension Proxy {
  /// Reads the value of `--proxy`; an empty one is none.
  static func given(_ text: String?) throws(CrawlError) -> Proxy? {
    guard let text, !text.isEmpty else { return nil }
    return try Proxy(text)
  }
}
