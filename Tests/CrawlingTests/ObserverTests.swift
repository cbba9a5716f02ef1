import CrawlModel
import Crawling
import TestSupport
import Testing
import Threads

struct ObserverTests {
  @Test func `an observer hears of each event in the order of its address`() throws {
    let log = EventRecorder()
    let result = try crawl(
      [
        "/": .failTimes(
          1, then: .page(images: ["/a.png", "/b.png", "/hop.png", "/lost.png"], links: ["/doc"])),
        "/a.png": .picture("a"), "/b.png": .picture("a"), "/hop.png": .redirect(to: "/c.png"),
        "/c.png": .picture("c"), "/doc": .bytes([0, 1, 2], type: "application/zip"),
      ], observers: [log]
    ) {
      $0.threads = 1
      $0.transfers = 1
    }
    #expect(result.exit == 1)
    func events(_ path: String) -> [String] {
      log.words.filter { $0.contains(" \(path)") && !$0.hasPrefix("redirected") }
    }
    #expect(
      log.words.prefix(4) == [
        "started /", "retrying / http-error 503", "started /", "finished / fetched",
      ])
    #expect(events("/a.png") == ["started /a.png", "finished /a.png stored"])
    #expect(events("/b.png") == ["started /b.png", "finished /b.png duplicate"])
    #expect(events("/hop.png") == ["started /hop.png", "finished /hop.png stored"])
    #expect(events("/c.png") == ["started /c.png"])
    #expect(log.words.contains("redirected /hop.png /c.png"))
    #expect(events("/lost.png") == ["started /lost.png", "finished /lost.png http-error"])
    #expect(events("/doc") == ["started /doc", "finished /doc not-html"])
    #expect(log.words.count == 16)
  }

  @Test func `an observer that sees no addresses receives what concerns the whole crawl`() throws {
    final class Watcher: CrawlObserver {
      let seesAddresses = false
      let kept = Monitor<[CrawlEvent]>([])
      func crawl(did event: CrawlEvent) { kept.withLock { $0.append(event) } }
    }
    let (watcher, log) = (Watcher(), EventRecorder())
    _ = try crawl(
      ["/": .page(images: ["/a.png"]), "/a.png": .picture("a")], observers: [watcher, log])
    let events = watcher.kept.withLock { $0 }
    #expect(!events.isEmpty && events.allSatisfy { !$0.isOfAddress })
    #expect(log.words.contains("finished /a.png stored"))
  }

  @Test func `several observers hear the same`() throws {
    let logs = [EventRecorder(), EventRecorder()]
    _ = try crawl(["/": .page(images: ["/a.png"]), "/a.png": .picture("a")], observers: logs) {
      $0.threads = 1
    }
    #expect(logs[0].words.count == 4)
    #expect(logs[0].words == logs[1].words)
  }

  @Test func `progress can be asked for at any time and ends with the summary's counts`() throws {
    let site = try LoopbackSite(folder: Fixture.site("gallery"))
    let folder = try TemporaryFolder()
    let crawl = try Crawl(configuration(site, in: folder))
    #expect(crawl.progress.images.discovered == 0)
    let summary = try crawl.run()
    #expect(crawl.progress.images == summary.images)
    #expect(crawl.progress.pages == summary.pages)
    #expect(crawl.progress.bytes == summary.bytes)
    #expect(crawl.progress.inFlight == 0)
    #expect(crawl.progress.waiting == 0)
  }
}
