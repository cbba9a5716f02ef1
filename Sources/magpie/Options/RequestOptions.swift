import ArgumentParser
import Crawling

/// How single requests are made.
struct RequestOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Longest time for one transfer.", valueName: "SECONDS"))
  var timeout: Seconds = Seconds(.seconds(30))

  @Option(help: ArgumentHelp("Further tries after a passing fault.", valueName: "N"))
  var retries = 3

  @Option(help: ArgumentHelp("Certificates to trust beside the system's.", valueName: "FILE"))
  var cacert: String?

  @Flag(help: "Do not verify certificates; the summary says so.")
  var insecure = false

  @Option(
    help: ArgumentHelp("User-Agent header. (default: magpie/VERSION)", valueName: "S"))
  var userAgent: String?

  @Option(
    help: ArgumentHelp(
      "Where you can be reached; added to the User-Agent header.", valueName: "URL-OR-MAIL"))
  var contact: String?

  @Option(
    help: ArgumentHelp("A header for the seeds' own hosts; repeatable.", valueName: "K:V"))
  var header: [String] = []

  @Option(help: ArgumentHelp("Proxy, such as socks5h://127.0.0.1:9050.", valueName: "URL"))
  var proxy: String?

  @Flag(
    help: "Fetch also from this machine and private networks; a seed's own host always may be.")
  var allowPrivate = false

  func apply(to configuration: inout CrawlConfiguration) throws {
    configuration.timeout = timeout.duration
    configuration.retries = retries
    configuration.certificates = cacert
    configuration.verifiesCertificates = !insecure
    if let userAgent { configuration.userAgent = userAgent }
    configuration.contact = contact
    configuration.headers = header
    configuration.proxy = proxy
    configuration.allowsPrivateAddresses = allowPrivate
  }
}
