import TestSupport
import Testing

/// What the program advises after a seed that could not be fetched.
struct AdviceTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func screen(
    _ arguments: String..., environment: [String: String] = [:]
  ) throws -> String {
    let outcome = try Shell.run(
      Magpie.path, arguments + ["-o", "out", "--retries", "0"],
      environment: Magpie.environment.merging(environment) { $1 }, in: folder.url)
    #expect(outcome.status == 69, "\(outcome.stderr)")
    return outcome.stdout
  }

  @Test(arguments: [
    "http://name:s3cr3t@127.0.0.1:1", "socks5h://127.0.0.1:1", "http://no-such-proxy.invalid",
  ])
  func `a proxy that is not there is named, and not the server`(proxy: String) throws {
    for seed in ["http://example.invalid/", "https://example.invalid/", "example.invalid"] {
      let text = try screen(seed, "--proxy", proxy)
      #expect(text.contains("is --proxy right"), "\(text)")
      #expect(
        !text.contains("Is port") && !text.contains("Is the name") && !text.contains("magpie http"))
      #expect(!text.contains("s3cr3t"))
    }
  }

  @Test func `a proxy of the environment counts where it is used`() throws {
    let site = try LoopbackSite(routes: [:])
    site.stop()
    let environment = ["http_proxy": "http://127.0.0.1:1", "no_proxy": "127.0.0.1"]
    let used = try screen(
      "http://example.invalid/", "--proxy", "env", environment: environment)
    #expect(used.contains("is --proxy right"))
    let direct = try screen(site.url("/"), "--proxy", "env", environment: environment)
    #expect(direct.contains("Is port \(site.port) right") && !direct.contains("proxy"))
  }

  @Test func `a proxy that breaks the connection is named`() throws {
    let proxy = try LoopbackSite(routes: [:], otherwise: .drop)
    let text = try screen("http://example.invalid/", "--proxy", proxy.url(""))
    #expect(text.contains("is --proxy right") && !text.contains("TLS"), "\(text)")
  }

  @Test func `a proxy that asks for a name and a password for TLS is told how to get them`() throws
  {
    let proxy = try RawServer(
      answering: Array(
        "HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm=\"a\"\r\nContent-Length: 0\r\n\r\n".utf8
      ))
    let text = try screen(
      "https://example.invalid/", "--proxy", "http://127.0.0.1:\(proxy.port)", "--retries", "0")
    #expect(text.contains("'--proxy http://NAME:PASSWORD@HOST:PORT'"), "\(text)")
  }

  @Test func `no advice puts a secret on the command line`() throws {
    let site = try LoopbackSite(routes: ["/": .status(401), "/proxy": .status(407)])
    let text = try screen(site.url("/"))
    #expect(text.contains("--netrc") && text.contains("--header @FILE"))
    #expect(!text.contains("magpie http") && !text.contains("--header '"), "\(text)")
    #expect(try screen(site.url("/proxy")).contains("Give --config FILE, "))
  }

  @Test func `an advised command can be pasted into a shell`() throws {
    let target = "https://elsewhere.example/start?a=1&b=$c;d"
    let site = try LoopbackSite(routes: [
      "/drop?a=1&b=2": .drop, "/it's": .drop, "/away": .redirect(to: target),
    ])
    let twin = "https://127.0.0.1:\(site.port)"
    #expect(try screen(site.url("/drop?a=1&b=2")).contains("magpie '\(twin)/drop?a=1&b=2'\n"))
    #expect(try screen(site.url("/it's")).contains("magpie '\(twin)/it'\\''s'\n"))
    #expect(try screen(site.url("/away")).contains("magpie '\(target)'\n"))
  }

  @Test func `an advised command has the folder as one word`() throws {
    let site = try LoopbackSite(routes: ["/": .page()])
    let outcome = try Magpie.run([site.url("/"), "-o", "my birds"], in: folder)
    #expect(outcome.stdout.contains("magpie explain 'my birds' URL "), "\(outcome.stdout)")
  }
}
