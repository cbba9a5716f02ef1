import CrawlModel
import Foundation
import Testing

@testable import Crawling

/// What is derived from the table of options: the identity, the summary and the checks.
struct OptionTableTests {
  /// A configuration in which every option of the identity differs from its default.
  private static var changed: CrawlConfiguration {
    var configuration = CrawlConfiguration(
      seeds: ["https://b.example/", "https://a.example/"], output: "out")
    configuration.maximumDepth = 2
    configuration.pageReach = .domain
    configuration.imageReach = .host
    configuration.includePages = ["z", "a"]
    configuration.excludePages = ["b"]
    configuration.includeImages = ["c"]
    configuration.excludeImages = ["d"]
    configuration.formats = [.png, .jpeg]
    configuration.minimumWidth = 1
    configuration.minimumHeight = 2
    configuration.maximumPixels = 3
    configuration.minimumBytes = 4
    configuration.maximumBytes = 5
    configuration.variants = .largest
    configuration.takesDataImages = true
    configuration.dropsTracking = true
    configuration.readsSitemaps = false
    configuration.obeysRobots = false
    configuration.avoidsTraps = false
    configuration.optOuts = .ml
    configuration.layout = .flat
    return configuration
  }

  /// Journals of earlier versions hold these texts.
  private static let identity = [
    "seed": "https://a.example/\nhttps://b.example/", "depth": "2", "scope": "domain",
    "images": "host", "include": "a\nz", "exclude": "b", "include-image": "c",
    "exclude-image": "d", "formats": "jpeg\npng", "min-width": "1", "min-height": "2",
    "max-pixels": "3", "min-bytes": "4", "max-bytes": "5", "variants": "largest",
    "data-images": "true", "strip-tracking": "true", "sitemaps": "no", "robots": "no",
    "traps": "no", "opt-outs": "ml", "layout": "flat",
  ]

  @Test func `the identity has the names and texts of earlier journals`() {
    #expect(Self.changed.identity == Self.identity)
    let names = CrawlOption.all.filter(\.isIdentity).map(\.name)
    // A store goes with no other layout than `hash`, and earlier versions had none.
    #expect(Set(Self.identity.keys) == Set(["seed"] + names).subtracting(["store"]))
  }

  @Test(arguments: [FileLayout.site, .hash])
  func `a store is part of the identity, with the layout of its objects`(layout: FileLayout) throws
  {
    var configuration = CrawlConfiguration(seeds: ["https://a.example/"], output: "out")
    configuration.store = try StoreAddress("s3://photos/birds/")
    configuration.layout = layout
    let identity = [
      "seed": "https://a.example/", "store": "s3://photos/birds", "layout": "hash",
    ]
    #expect(configuration.identity == identity)
    var taken = CrawlConfiguration(output: "out")
    try taken.take(identity)
    #expect(taken.identity == identity && taken.store == configuration.store)
  }

  @Test func `of the defaults only the seeds are in the identity`() {
    let seeds = CrawlConfiguration(seeds: ["https://a.example/"], output: "out")
    #expect(seeds.identity == ["seed": "https://a.example/"])
    var list = CrawlConfiguration(output: "out")
    list.imageList = ["https://a.example/i.png"]
    #expect(list.identity == ["list": "true"])
  }

  @Test func `pace, limits and requests are not part of the identity`() {
    var configuration = CrawlConfiguration(seeds: ["https://a.example/"], output: "out")
    let before = configuration.identity
    configuration.threads = 3
    configuration.transfers = 5
    configuration.delay = .seconds(1)
    configuration.maximumPages = 1
    configuration.maximumTime = .seconds(9)
    configuration.userAgent = "jackdaw"
    configuration.contact = "me@a.example"
    configuration.headers = ["A: b"]
    #expect(configuration.identity == before)
  }

  @Test func `a configuration made from an identity has it`() throws {
    var configuration = CrawlConfiguration(output: "out")
    try configuration.take(Self.identity)
    #expect(configuration.identity == Self.identity)
    #expect(configuration.formats == [.png, .jpeg] && !configuration.obeysRobots)
  }

  @Test func `the summary lists the options in their order with their texts`() {
    var configuration = Self.changed
    configuration.threads = 8
    configuration.delay = .milliseconds(500)
    configuration.maximumTime = .seconds(60)
    configuration.verifiesCertificates = false
    configuration.allowsPrivateAddresses = true
    configuration.readsPagesInFull = true
    configuration.userAgent = "jackdaw"
    configuration.headers = ["X-Token: secret"]
    configuration.languages = "de"
    configuration.setsFileTimes = false
    configuration.proxy = "http://user:secret@proxy.example/"
    configuration.cookieFile = "secret.txt"
    configuration.netrcFile = "secret"
    configuration.randomDelay = .seconds(2)
    configuration.maximumRate = 1_000
    configuration.knownFolders = ["b", "a"]
    #expect(
      configuration.options.map { "\($0.name) \($0.value)" } == [
        "seed https://b.example/", "seed https://a.example/", "threads 8", "transfers 64",
        "per-host 6", "per-address 12", "max-memory 512000000", "delay 0.5",
        "random-delay 2.0", "max-rate 1000", "depth 2",
        "scope domain", "images host", "robots no", "opt-outs ml", "sitemaps no", "traps no",
        "include z", "include a",
        "exclude b", "include-image c", "exclude-image d", "variants largest", "data-images true",
        "strip-tracking true", "no-scan true", "formats jpeg,png", "min-width 1", "min-height 2",
        "max-pixels 3", "min-bytes 4", "max-bytes 5", "max-time 60.0", "timeout 30.0", "retries 3",
        "host-patience 900.0", "known b", "known a", "layout flat", "no-file-times true",
        "user-agent jackdaw",
        "insecure true", "allow-private true",
      ])
  }

  @Test func `the summary of the defaults leaves out what was not asked for`() {
    var configuration = CrawlConfiguration(seeds: ["https://a.example/"], output: "out")
    configuration.threads = 2
    #expect(
      configuration.options.map { "\($0.name) \($0.value)" } == [
        "seed https://a.example/", "threads 2", "transfers 64", "per-host 6", "per-address 12",
        "max-memory 512000000", "delay 0.0", "scope host", "images any", "robots yes",
        "opt-outs archive", "sitemaps yes",
        "traps yes", "max-bytes 50000000", "timeout 30.0", "retries 3", "host-patience 900.0",
        "layout site",
        "user-agent magpie/\(MagpieVersion.current)",
      ])
  }

  @Test func `every option that is not secret is kept for the next run`() throws {
    var configuration = Self.changed
    configuration.threads = 3
    configuration.transfers = 5
    configuration.transfersPerHost = 2
    configuration.transfersPerAddress = 7
    configuration.maximumMemory = 64_000_000
    configuration.delay = .milliseconds(1_500)
    configuration.readsPagesInFull = true
    configuration.maximumPages = 1
    configuration.maximumPagesPerHost = 2
    configuration.maximumImages = 3
    configuration.maximumTotal = 4
    configuration.maximumTime = .seconds(9)
    configuration.timeout = .seconds(11)
    configuration.retries = 0
    configuration.hostPatience = .zero
    configuration.setsFileTimes = false
    configuration.userAgent = "jackdaw"
    configuration.contact = "me@a.example"
    configuration.verifiesCertificates = false
    configuration.allowsPrivateAddresses = true
    configuration.certificates = "/etc/hosts"
    configuration.languages = "de, en;q=0.5"
    configuration.keepsCookies = false
    configuration.trustsList = true
    configuration.cookieFile = "cookies.txt"
    configuration.savedCookies = "saved.txt"
    configuration.proxy = "socks5h://127.0.0.1:9050"
    let kept = configuration.keptOptions
    var again = CrawlConfiguration(output: "out")
    try again.take(configuration.identity)
    try again.take(kept: kept)
    for option in CrawlOption.all {
      #expect(
        option.values(again).sorted() == option.values(configuration).sorted(), "\(option.name)")
    }
    #expect(kept.keys.allSatisfy { name in CrawlOption.all.contains { $0.name == name } })
    #expect(configuration.withheldOptions == [])
    #expect(CrawlConfiguration(output: "out").keptOptions == [:])
  }

  @Test func `what may be secret is not kept`() {
    var configuration = CrawlConfiguration(
      seeds: ["https://user:secret@a.example/"], output: "out")
    configuration.headers = ["X-Token: secret"]
    configuration.proxy = "http://user:secret@proxy.example/"
    #expect(configuration.withheldOptions == ["header", "proxy", "seed"])
    #expect(!"\(configuration.optionsOfRun)".contains("secret"))
  }

  private static let outOfRange: [(String, @Sendable (inout CrawlConfiguration) -> Void)] = [
    ("threads is 0; it must be at least 1.", { $0.threads = 0 }),
    ("threads is 1025; it must be at most 1024.", { $0.threads = 1_025 }),
    ("transfers is 65537; it must be at most 65536.", { $0.transfers = 65_537 }),
    ("per-host is \(Int.max); it must be at most 65536.", { $0.transfersPerHost = .max }),
    ("per-address is 65537; it must be at most 65536.", { $0.transfersPerAddress = 65_537 }),
    ("per-address is 0; it must be at least 1.", { $0.transfersPerAddress = 0 }),
    ("max-memory is 1; it must be at least 16000000.", { $0.maximumMemory = 1 }),
    ("depth is -1; it must be at least 0.", { $0.maximumDepth = -1 }),
    ("delay is -1.0 seconds; it must not be less than zero.", { $0.delay = .seconds(-1) }),
    ("timeout is 0.0 seconds; it must be more than zero.", { $0.timeout = .zero }),
    ("max-time is 0.0 seconds; it must be more than zero.", { $0.maximumTime = .zero }),
    ("cookies is empty; give the path of a file.", { $0.cookieFile = "" }),
    ("save-cookies is empty; give the path of a file.", { $0.savedCookies = "" }),
    ("netrc is empty; give the path of a file.", { $0.netrcFile = "" }),
  ]

  @Test(arguments: outOfRange.indices)
  func `a value outside its range is refused with the range`(index: Int) {
    var configuration = CrawlConfiguration(seeds: ["https://a.example/"], output: "out")
    Self.outOfRange[index].1(&configuration)
    let error = #expect(throws: CrawlError.self) { try configuration.check() }
    #expect(error?.code == .badSetting && error?.message == Self.outOfRange[index].0)
  }

  private typealias Reading = @Sendable (String) throws(CrawlError) -> Void

  private static let header: Reading = { text throws(CrawlError) in _ = try RequestHeader(text) }
  private static let contact: Reading = { text throws(CrawlError) in _ = try Contact(text) }
  private static let languages: Reading = { text throws(CrawlError) in _ = try LanguageList(text) }
  private static let proxy: Reading = { text throws(CrawlError) in _ = try Proxy(text) }
  private static let file: Reading = { text throws(CrawlError) in _ = try CertificateFile(text) }

  private static let noHeader =
    "A header is no single line with a name and a colon; write 'Name: value'."

  private static let unusable: [(String, read: Reading, message: String)] = [
    ("a", header, noHeader),
    (": a", header, noHeader),
    ("a: b\nc: d", header, noHeader),
    ("", languages, "'' is no list of languages; write it as 'de, en;q=0.5'."),
    ("", contact, "The contact is empty; give a URL or a mail address."),
    (
      "a)b", contact,
      "The contact has a parenthesis or a control character in it; give a URL or a mail address "
        + "without them."
    ),
    (
      "htt:p//u:secret@127.0.0.1:1", proxy,
      "The proxy has no host or no valid port; write it as socks5h://127.0.0.1:9050."
    ),
    (
      "socks5h://", proxy,
      "The proxy has no host or no valid port; write it as socks5h://127.0.0.1:9050."
    ),
    ("/no/such/file", file, "Cannot read /no/such/file: it does not exist; check the path."),
  ]

  @Test(arguments: unusable.indices)
  func `a value that cannot be used is refused where it is made`(index: Int) {
    let (text, read, message) = Self.unusable[index]
    let error = #expect(throws: CrawlError.self) { try read(text) }
    #expect(error?.code == .badSetting && error?.message == message)
  }

  @Test func `no value says what is secret when it is printed`() throws {
    let header: RequestHeader = "X-Token: secret"
    #expect("\(header)" == "X-Token")
    let proxies: [Proxy] = [
      "socks5://user:secret@proxy.example:1", "user:secret@proxy.example", "http://proxy.example",
    ]
    #expect(
      proxies.map { "\($0)" }
        == ["socks5://proxy.example:1", "proxy.example", "http://proxy.example"])
    let environment: Proxy = "env"
    #expect(environment == .environment)
  }

  @Test func `paths are kept as absolute ones`() throws {
    let here = FileManager.default.currentDirectoryPath
    var configuration = CrawlConfiguration(seeds: ["https://a.example/"], output: "out")
    configuration.cookieFile = "cookies.txt"
    configuration.savedCookies = "/tmp/saved.txt"
    configuration.netrcFile = "./netrc"
    configuration.knownFolders = ["b", "/a"]
    let kept = configuration.keptOptions
    #expect(kept["cookies"] == here + "/cookies.txt" && kept["save-cookies"] == "/tmp/saved.txt")
    #expect(kept["netrc"] == here + "/./netrc" && kept["known"] == here + "/b\n/a")
  }

  @Test func `an option that can no longer be used is refused when it is taken up`() {
    var configuration = CrawlConfiguration(output: "out")
    let error = #expect(throws: CrawlError.self) {
      try configuration.take(kept: ["cacert": "/no/such/file"])
    }
    #expect(error?.code == .badSetting)
  }
}
