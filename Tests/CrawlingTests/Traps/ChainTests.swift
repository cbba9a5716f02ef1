import CrawlModel
import Crawling
import TestSupport
import Testing

/// Chains and trees of documents that are no pages, and of pages behind the names of images.
struct ChainTests {
  /// A site that was asked so often has not been recognised as endless; from then on it ends.
  private static let mostRequests = 6_000

  private func crawl(_ made: MadeSite, threads: Int) throws -> (CrawlResult, requests: Int) {
    let asked = Drawn()
    let site = try MadeSite(made.name) { request in
      asked.count() < Self.mostRequests ? made.page(request) : nil
    }.serve()
    let result = try CrawlingTests.crawl(site) { $0.threads = threads }
    return (result, site.requests.count)
  }

  @Test(arguments: EndlessChains.all, [1, 8])
  func `a chain without end is left by itself`(made: MadeSite, threads: Int) throws {
    let (result, requests) = try crawl(made, threads: threads)
    #expect(result.summary.ending == .complete)
    #expect(requests < Self.mostRequests)
    #expect(result.pages.contains { $0.reason == "trap" })
    let stored = result.images.filter { $0.status == "stored" }.map { result.short($0.url) }
    #expect(made.images.subtracting(stored) == [])
  }

  @Test func `style sheets in one another end with the tenth`() throws {
    let (result, _) = try crawl(EndlessChains.sheets, threads: 1)
    let left = try #require(result.pages.first { $0.reason == "trap" })
    #expect((result.short(left.url), left.trap) == ("/x11.css", "nested-documents"))
  }

  @Test func `a chain is no longer if the crawl is resumed in it`() throws {
    let folder = try TemporaryFolder()
    let site = try MadeSite("style sheets with images") { request in
      guard let number = request.path.numbers.first else {
        return .html("<link rel=stylesheet href=/s0><p>Welcome</p>")
      }
      let rule = "@import '/s\(number + 1)'; a { background: url(/img/\(number).png) }"
      return .serve(.text(rule, type: "text/css"))
    }.serve()
    let first = try CrawlingTests.crawl(site, into: folder) { $0.maximumImages = 3 }
    #expect(first.summary.ending == .limit)
    let second = try CrawlingTests.crawl(site, into: folder)
    #expect(second.summary.ending == .complete)
    #expect(second.page("/s11")?.trap == "nested-documents")
    #expect(second.summary.images.taken == 11)
  }

  @Test func `style sheets at hosts without end have an end`() throws {
    let asked = Drawn()
    let site = try MadeSite("hosts") { request in
      guard asked.count() < Self.mostRequests, request.path != "/" else {
        return .html("<link rel=stylesheet href=/s0><p>Welcome</p>")
      }
      guard let number = request.path.numbers.first else { return nil }
      let port = (request.header("Host") ?? "").split(separator: ":").last ?? ""
      let imports = (1...20).map {
        "@import 'http://h\(20 * number + $0).trap.localhost:\(port)/s\(20 * number + $0)';"
      }
      return .serve(.text(imports.joined(), type: "text/css"))
    }.serve()
    let result = try CrawlingTests.crawl(site, from: ["http://trap.localhost:\(site.port)/"]) {
      $0.allowsPrivateAddresses = true
      $0.obeysRobots = false
    }
    #expect(result.summary.ending == .complete)
    #expect(site.requests.count < Self.mostRequests)
    #expect(result.pages.contains { $0.trap == "nothing-new" })
  }

  @Test(arguments: EndlessChains.namesOfImages)
  func `an image is asked for whatever has come before it`(made: MadeSite) throws {
    let (result, _) = try crawl(made, threads: 1)
    #expect(result.images.allSatisfy { $0.reason != "trap" })
    #expect(result.images.contains { $0.reason == "is-page" })
    #expect(result.pages.contains { $0.trap == "nothing-new" })
  }

  @Test func `eight style sheets in one another are read with their images`() throws {
    let made = MadeSite("a theme", images: Set((1...8).map { "/img/\($0).png" })) { request in
      guard let number = request.path.numbers.first else {
        return .html("<link rel=stylesheet href=/1.css><p>Welcome</p>")
      }
      let next = number < 8 ? "@import '/\(number + 1).css';" : ""
      return .serve(.text("\(next) a { background: url(/img/\(number).png) }", type: "text/css"))
    }
    let (result, _) = try crawl(made, threads: 1)
    #expect(result.imageFates == [String: String](made.images.map { ($0, "stored") }) { $1 })
    #expect(result.summary.pages.skipped == [:])
  }

  @Test(arguments: [1, 8])
  func `each page of a site may have its own style sheets`(threads: Int) throws {
    // Only the last sheet has an image.
    let made = MadeSite("a site with themes", images: ["/img/last.png"]) { request in
      let number = request.path.numbers.first ?? 1
      if request.path.hasPrefix("/base") {
        let shown = number == 700 ? "a { background: url(/img/last.png) }" : ""
        return .serve(.text("b {} \(shown)", type: "text/css"))
      }
      if request.path.hasPrefix("/theme") {
        return .serve(.text("@import '/base\(number).css'; a {}", type: "text/css"))
      }
      let name = String("\(number)".utf8.map { Character(UnicodeScalar($0 + 49)) })
      let next = number < 700 ? "<a href=/p\(number + 1)>Next</a>" : ""
      return .html("<link rel=stylesheet href=/theme\(number).css><p>About \(name)</p>\(next)")
    }
    let (result, _) = try crawl(made, threads: threads)
    #expect(result.summary.pages.skipped == [:])
    #expect(result.image("/img/last.png")?.status == "stored")
  }

  @Test(arguments: [1, 8])
  func `a gallery of pages with the names of their images is read whole`(threads: Int) throws {
    // An overview of 60 pages, each of which links to ten viewers without showing anything.
    let images = Set((1...600).map { "/img/\($0).png" })
    let made = MadeSite("a gallery of viewers", images: images) { request in
      let number = request.target.numbers.first ?? 1
      guard request.path.hasSuffix(".jpg") else {
        let shown = (10 * number - 9)...(10 * number)
        return .made(
          "Overview",
          links: shown.map { "/photo\($0).jpg" } + (number < 60 ? ["/?page=\(number + 1)"] : []))
      }
      return .made("Photo", images: ["/img/\(number).png"], links: ["/"])
    }
    let (result, _) = try crawl(made, threads: threads)
    let stored = result.images.filter { $0.status == "stored" }.map { result.short($0.url) }
    #expect(Set(stored) == images)
    #expect(result.summary.pages.skipped == [:])
  }
}
