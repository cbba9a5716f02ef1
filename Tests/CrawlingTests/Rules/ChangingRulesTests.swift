import CrawlModel
import Crawling
import Foundation
import TestSupport
import Testing

/// Rules that somebody changes while a crawl runs.
struct ChangingRulesTests {
  /// Opens a gate once rules were read.
  private struct Doorman: CrawlObserver {
    let gate: Gate
    let isAwaited: @Sendable (CrawlEvent) -> Bool

    func crawl(did event: CrawlEvent) { if isAwaited(event) { gate.open() } }
  }

  @Test(arguments: [true, false])
  func `what is excluded while it waits is not fetched any more`(keepsJournal: Bool) throws {
    let folder = try TemporaryFolder()
    let gate = Gate()
    let rules = folder.file("out/.magpie/rules")
    let site = try LoopbackSite(routes: [
      "/": .page(images: ["/a.png", "/b.jpg"], links: ["/slow", "/old/1", "/new/1"]),
      "/slow": .decide { _ in
        try? Data("exclude /old/\nexclude-image \\.jpg$\n".utf8).write(to: rules, options: .atomic)
        gate.wait()
        return .page()
      },
      "/a.png": .picture("a"), "/b.jpg": .picture("b"), "/old/1": .page(), "/new/1": .page(),
    ])
    let log = EventRecorder()
    let doorman = Doorman(gate: gate) { if case .rulesRead = $0 { true } else { false } }
    let result = try crawl(site, into: folder, observers: [log, doorman]) {
      $0.threads = 1
      $0.transfers = 1
      $0.readsSitemaps = false
      $0.keepsJournal = keepsJournal
      // Pages before images, one by one, so that all else still waits.
      $0.optOuts = .ml
    }
    #expect(
      result.pageFates
        == ["/": "fetched", "/slow": "fetched", "/old/1": "excluded", "/new/1": "fetched"])
    #expect(result.imageFates == ["/a.png": "stored", "/b.jpg": "excluded"])
    #expect(log.words.contains("rules 2"))
    #expect(site.requests(for: "/old/1").isEmpty && site.requests(for: "/b.jpg").isEmpty)
    if keepsJournal {
      let trail = try CrawlFolder(folder.path + "/out").explain(site.url("/old/1")).trails.first
      #expect(trail?.note == "line 1 of .magpie/rules: exclude /old/")
    }
  }

  @Test func `rules with a mistake change nothing and are told`() throws {
    let folder = try TemporaryFolder()
    let gate = Gate()
    let rules = folder.file("out/.magpie/rules")
    let site = try LoopbackSite(routes: [
      "/": .page(links: ["/slow", "/old/1"]),
      "/slow": .decide { _ in
        try? Data("exclude /old/\nexclude [\n".utf8).write(to: rules, options: .atomic)
        gate.wait()
        return .page()
      },
      "/old/1": .page(),
    ])
    let log = EventRecorder()
    let doorman = Doorman(gate: gate) { if case .rulesRefused = $0 { true } else { false } }
    let result = try crawl(site, into: folder, observers: [log, doorman]) {
      $0.threads = 1
      $0.transfers = 1
    }
    #expect(result.pageFates["/old/1"] == "fetched")
    #expect(log.words.contains { $0.hasPrefix("rules refused: ") && $0.contains("/rules:2: ") })
  }

  @Test func `rules that have a mistake at the start are not disregarded`() throws {
    let folder = try TemporaryFolder()
    let site = try LoopbackSite(routes: ["/": .page(links: ["/old/1"]), "/old/1": .page()])
    try folder.write("exclude /old/\nexclude [\n", to: "out/.magpie/rules")
    let error = #expect(throws: CrawlError.self) { try crawl(site, into: folder) }
    #expect(error?.code == .badSetting && error?.message.contains("/rules:2: ") == true)
    #expect(site.requests.isEmpty)
  }

  @Test func `rules that stand in the folder hold from the first job on, and may differ`() throws {
    let folder = try TemporaryFolder()
    let site = try LoopbackSite(routes: [
      "/": .page(images: ["/a.png"]), "/a.png": .picture("a"),
    ])
    _ = try crawl(site, into: folder)
    try Data("exclude-image .\n".utf8).write(to: folder.file("out/.magpie/rules"))
    let again = try crawl(site, into: folder)
    #expect(again.summary.ending == .complete)
    #expect(again.imageFates == ["/a.png": "excluded"])
  }

  @Test(arguments: [true, false])
  func `a pace that is lowered while the crawl runs holds at once`(keepsJournal: Bool) throws {
    let folder = try TemporaryFolder()
    let gate = Gate()
    let rules = folder.file("out/.magpie/rules")
    let site = try LoopbackSite(routes: [
      "/": .page(links: ["/slow", "/1", "/2", "/3"]),
      "/slow": .decide { _ in
        try? Data("delay 127.0.0.1 0.15\nper-host 127.0.0.1 1\n".utf8)
          .write(to: rules, options: .atomic)
        gate.wait()
        return .page()
      },
      "/1": .page(), "/2": .page(), "/3": .page(),
    ])
    let doorman = Doorman(gate: gate) { if case .rulesRead = $0 { true } else { false } }
    let result = try crawl(site, into: folder, observers: [doorman]) {
      $0.threads = 1
      $0.transfers = 1
      $0.readsSitemaps = false
      $0.keepsJournal = keepsJournal
    }
    #expect(result.pageFates.values.allSatisfy { $0 == "fetched" })
    #expect(result.summary.hosts.map(\.delay) == [.milliseconds(150)])
    let arrivals = ["/slow", "/1", "/2", "/3"].compactMap { site.requests(for: $0).first?.arrival }
    let slow = try #require(arrivals.first)
    // None starts sooner than the delay after the one before it, and none arrives before it starts;
    // the first of them has started some time before it arrived.
    for (number, arrival) in arrivals.enumerated().dropFirst(2) {
      #expect(arrival - slow >= UInt64(number - 1) * 150_000_000, "page \(number)")
    }
  }

  @Test(arguments: [true, false])
  func `a rule that is taken out again holds no more, and what it left out stays out`(
    keepsJournal: Bool
  ) throws {
    let folder = try TemporaryFolder()
    let gates = [Gate(), Gate()]
    let rules = folder.file("out/.magpie/rules")
    let site = try LoopbackSite(routes: [
      "/": .page(links: ["/first", "/old/1", "/second", "/old/2"]),
      "/first": .decide { _ in
        try? Data("exclude /old/\n".utf8).write(to: rules, options: .atomic)
        gates[0].wait()
        return .page()
      },
      "/second": .decide { _ in
        try? Data("# nothing\n".utf8).write(to: rules, options: .atomic)
        gates[1].wait()
        return .page()
      },
      "/old/1": .page(), "/old/2": .page(),
    ])
    let doormen = [1, 0].enumerated().map { number, wanted in
      Doorman(gate: gates[number]) {
        if case .rulesRead(let count) = $0 { count == wanted } else { false }
      }
    }
    let result = try crawl(site, into: folder, observers: doormen) {
      $0.threads = 1
      $0.transfers = 1
      $0.readsSitemaps = false
      $0.keepsJournal = keepsJournal
    }
    #expect(result.pageFates["/old/1"] == "excluded")
    #expect(result.pageFates["/old/2"] == "fetched")
    guard keepsJournal else { return }
    let again = try crawl(site, into: folder) { $0.readsSitemaps = false }
    #expect(again.pageFates["/old/1"] == "fetched", "a refresh asks for it")
  }
}
