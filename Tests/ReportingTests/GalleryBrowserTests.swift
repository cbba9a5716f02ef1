import Addressing
import CrawlModel
import Foundation
import TestSupport
import Testing

@testable import Reporting

/// The gallery in a browser, opened from disk.
@Suite(
  .enabled(if: Chromium.isAvailable, Comment(rawValue: Chromium.hint)), .serialized,
  .timeLimit(.minutes(10)))
struct `A gallery in a browser` {
  private let folder: TemporaryFolder
  private let browser: Chromium

  init() throws {
    folder = try TemporaryFolder()
    browser = try Chromium()
  }

  /// Writes a gallery and its images; each image has the size that its entry says.
  private func write(_ crawl: ExampleCrawl) throws {
    let files = crawl.files
    for (index, page) in files.pages.enumerated() {
      try folder.write(page, to: Gallery.fileName(ofPage: index + 1))
    }
    try folder.write(files.index[0], to: Gallery.fileName(ofIndexPart: 0))
    let perPart = Gallery.pagesPerIndexPart
    for start in stride(from: 1, to: files.index.count, by: perPart) {
      let calls = files.index[start..<min(start + perPart, files.index.count)]
      try folder.write(
        calls.joined(), to: Gallery.fileName(ofIndexPart: 1 + (start - 1) / perPart))
    }
    for image in crawl.images {
      guard let file = image.file else { continue }
      let bytes = Picture.gif(file, width: image.width ?? 1, height: image.height ?? 1)
      try folder.write(Data(bytes), to: file)
    }
  }

  /// Images of which the later ones are smaller.
  private func crawl(_ count: Int) throws -> ExampleCrawl {
    var crawl = ExampleCrawl()
    for number in 1...count {
      try crawl.store(
        "https://birds.example/\(number).gif", as: "images/\(number).gif", format: .gif,
        width: 3000 - number, height: 1500, caption: Caption(alt: "Bird number-\(number)"))
    }
    return crawl
  }

  private func opened(
    _ crawl: ExampleCrawl, at fragment: String = "", touch: Bool = false
  ) throws -> ChromiumPage {
    try write(crawl)
    let page = try browser.page(width: touch ? 390 : 1280, height: touch ? 844 : 800, touch: touch)
    try page.open(folder.file("index.html"), fragment: fragment)
    try page.wait(
      for: "document.querySelector('#tools output')?.textContent.startsWith('Reading') === false")
    return page
  }

  private let allShown =
    "[...document.querySelectorAll('#pictures .frame')].every(f => f.firstChild.naturalWidth > 0 || !f.children[1].hidden)"
  private let position = "document.querySelector('#lightbox .bar span').textContent"
  private let isOpen = "document.querySelector('#lightbox').open"

  @Test func `shows the largest images first, without a fault`() throws {
    let page = try opened(crawl(20))
    try page.wait(for: allShown)
    #expect(
      try page.value("document.querySelector('#pictures .caption').textContent") == "Bird number-1")
    #expect(try page.value("document.querySelectorAll('#pictures .tile').length") == 20)
    #expect(try page.value("document.querySelector('.plain').offsetHeight") == 0)
    #expect(page.faults.isEmpty, "\(page.faults)")
  }

  @Test func `marks what the last run could not get`() throws {
    var crawl = try crawl(2)
    crawl.images[0].status = .failed
    crawl.images[0].reason = .failed(.timeout)
    let page = try opened(crawl)
    try page.wait(for: allShown)
    let texts = "[...document.querySelectorAll('#pictures .tile')].map(tile => tile.textContent)"
    #expect(
      try page.value(texts + ".map(text => text.includes('from an earlier run')).join()")
        == "true,false")
    #expect(page.faults.isEmpty, "\(page.faults)")
  }

  @Test func `finds an image on any page, and Back undoes the search`() throws {
    let page = try opened(crawl(1200))
    try page.run(
      """
      const search = document.querySelector("[type=search]");
      search.value = "NUMBER-1150 bird";
      search.dispatchEvent(new Event("input"));
      """)
    #expect(try page.value("document.querySelector('output').textContent") == "1 of 1,200")
    #expect(
      try page.value("document.querySelector('#pictures .caption').textContent")
        == "Bird number-1150")
    #expect(try page.value("location.hash") == "#q=NUMBER-1150+bird")
    try page.run("history.back()")
    try page.wait(for: "document.querySelector('output').textContent === ''")
    #expect(try page.value("document.querySelector('[type=search]').value") == "")
    #expect(page.faults.isEmpty, "\(page.faults)")
  }

  @Test func `has elements only for the images near the view`() throws {
    let page = try opened(crawl(1200))
    let count = "document.querySelectorAll('#pictures .tile').length"
    let first: Int = try #require(try page.value(count))
    #expect(first > 10 && first < 200)
    try page.run("scrollTo(0, document.getElementById('pictures').offsetHeight)")
    try page.wait(for: "document.querySelector('[aria-posinset=\"1200\"]')")
    let last: Int = try #require(try page.value(count))
    #expect(last > 10 && last < 200)
    #expect(try page.value("document.querySelector('[aria-posinset=\"1\"]') === null") == true)
    try page.wait(for: allShown)
    #expect(page.faults.isEmpty, "\(page.faults)")
  }

  @Test func `turns pictures by the keyboard, and comes back to the last one`() throws {
    let page = try opened(crawl(20))
    try page.run("document.querySelector('#pictures .frame').focus()")
    for key in ["ArrowRight", "ArrowRight", "ArrowLeft", "Enter"] { try page.press(key) }
    try page.wait(for: isOpen)
    #expect(try page.value(position) == "2 of 20")
    try page.press("ArrowRight")
    #expect(try page.value(position) == "3 of 20")
    try page.press("Home")
    #expect(try page.value(position) == "1 of 20")
    #expect(try page.value("document.querySelector('.previous').disabled") == true)
    try page.press("ArrowLeft")
    #expect(try page.value(position) == "1 of 20")
    try page.press("End")
    #expect(try page.value(position) == "20 of 20")
    #expect(try page.value("document.querySelector('.following').disabled") == true)
    #expect(
      try page.value("decodeURIComponent(location.hash)") == "#image=images/20.gif")
    try page.press("Escape")
    try page.wait(for: "!\(isOpen) && location.hash === ''")
    try page.wait(for: "document.activeElement.closest('.tile')?.ariaPosInSet === '20'")
    #expect(page.faults.isEmpty, "\(page.faults)")
  }

  @Test func `turns pictures by swipes and at the edges of the screen`() throws {
    let page = try opened(crawl(20), touch: true)
    let top: Double = try #require(
      try page.value("document.querySelector('#pictures').getBoundingClientRect().top"))
    try page.touch((40, Int(top) + 40))
    try page.wait(for: isOpen)
    #expect(try page.value(position) == "1 of 20")
    try page.touch((300, 400), (200, 402), (90, 404))
    try page.wait(for: "\(position) === '2 of 20'")
    try page.touch((375, 400))
    try page.wait(for: "\(position) === '3 of 20'")
    try page.touch((15, 400))
    try page.wait(for: "\(position) === '2 of 20'")
    try page.touch((90, 400), (200, 402), (300, 404))
    try page.wait(for: "\(position) === '1 of 20'")
    try page.run("history.back()")
    try page.wait(for: "!\(isOpen)")
    #expect(page.faults.isEmpty, "\(page.faults)")
  }

  @Test func `opens what an address names`() throws {
    let page = try opened(crawl(20), at: "#q=number-1&order=found&image=images%2F10.gif")
    #expect(try page.value(isOpen) == true)
    #expect(try page.value(position) == "2 of 11")
    #expect(try page.value("document.querySelector('.order').value") == "found")
  }

  @Test func `shows hostile names and texts as text`() throws {
    var crawl = ExampleCrawl()
    let names = [
      "a b", "50%", "50%25", "a#b?c", "Küche", "\"'&<b>", "x:y", "javascript:alert(1)", "a\\b",
      "</script>", "\u{202E}gpj",
    ]
    let texts = `What was found on the web`.evil + ["</script><script>evil = 1</script>"]
    for index in 0..<max(names.count, texts.count) {
      let text = texts[index % texts.count]
      try crawl.store(
        "https://birds.example/\(index)", as: "images/\(names[index % names.count])\(index).gif",
        format: .gif, caption: Caption(alt: text, caption: "More: " + text),
        on: ["https://birds.example/?<script>\(index)"])
      crawl.images[index].found[0].pageTitle = text
    }
    crawl.pages = [
      PageEntry(
        address: try .init("https://birds.example/"), kind: .page, status: .fetched,
        title: texts[0])
    ]
    let page = try opened(crawl)
    try page.wait(for: allShown)
    let captions: [String] = try #require(
      try page.value("[...document.querySelectorAll('#pictures .caption')].map(p => p.textContent)")
    )
    #expect(captions == crawl.images.indices.map { texts[$0 % texts.count] })
    try page.run("document.querySelector('#pictures .frame').click()")
    for _ in crawl.images { try page.press("ArrowRight") }
    #expect(
      try page.value("document.querySelector('#lightbox .more').textContent.startsWith('More: ')")
        == true)
    #expect(try page.value("document.querySelectorAll('body script, body b').length") == 0)
    #expect(try page.value("typeof evil") == "undefined")
    #expect(page.faults.isEmpty, "\(page.faults)")
  }

  @Test func `runs no script but its own, and asks no other machine`() throws {
    let site = try LoopbackSite(routes: [:])
    try write(crawl(3))
    try folder.write("evil = 1", to: "images/evil.js")
    let address = folder.file("index.html")
    var html = try String(contentsOf: address, encoding: .utf8)
    html.replace(
      "<main",
      with: """
        <script src="images/evil.js"></script><script>evil = 2</script>
        <img src="\(site.url("/a.png"))" onerror="evil = 3"><main
        """, maxReplacements: 1)
    try folder.write(html, to: "index.html")
    let page = try browser.page()
    try page.open(address)
    try page.wait(for: "document.querySelectorAll('#pictures .tile').length === 3")
    #expect(try page.value("typeof evil") == "undefined")
    try page.run("fetch('\(site.url("/b"))').catch(() => window.wasStopped = true)")
    try page.wait(for: "window.wasStopped")
    #expect(site.requests.isEmpty)
    #expect(page.faults.count >= 4, "each is reported: \(page.faults)")
  }

  @Test func `draws large pictures at the size of their tiles, and leaves motion to the browser`()
    throws
  {
    var crawl = try crawl(3)
    for index in 0..<3 {
      crawl.images[index].width = 1200
      crawl.images[index].height = 900
    }
    crawl.images[1].isAnimated = true
    let page = try opened(crawl)
    try page.wait(for: allShown)
    let drawn = "[...document.querySelectorAll('#pictures canvas')].map(c => !c.hidden)"
    #expect(try page.value(drawn) == [true, false, true])
    let canvas = "document.querySelector('#pictures canvas')"
    #expect(try page.value("\(canvas).getAttribute('aria-label')") == "Bird number-1")
    #expect(
      try page.value("\(canvas).width <= \(canvas).parentElement.clientWidth + 1") == true)
    let small: Int = try #require(try page.value("\(canvas).width"))
    try page.run("document.querySelector('.density [value=large]').click()")
    try page.wait(for: "\(canvas).width > 1.2 * \(small)")
    #expect(page.faults.isEmpty, "\(page.faults)")
  }

  @Test func `names a format that the browser does not show`() throws {
    var crawl = try crawl(2)
    crawl.images[0].format = .tiff
    try write(crawl)
    try folder.write("no image", to: "images/1.gif")
    let page = try browser.page()
    try page.open(folder.file("index.html"))
    try page.wait(for: "document.querySelector('.unshown:not([hidden])')")
    #expect(
      try page.value("document.querySelector('.unshown').textContent")
        == "This browser does not show TIFF images")
    try page.run("document.querySelector('#pictures .frame').click()")
    try page.wait(for: "!document.querySelector('.words').hidden")
    #expect(
      try page.value("document.querySelector('.words a').href.endsWith('/images/1.gif')") == true)
  }

  @Test func `shows its plain images without scripts, and without the index`() throws {
    try write(crawl(20))
    let page = try browser.page()
    try FileManager.default.removeItem(at: folder.file("index.js"))
    try page.open(folder.file("index.html"))
    let shown =
      "document.querySelector('.plain').offsetHeight > 0 && !document.querySelector('#tools')"
    try page.wait(for: shown)
    try page.call("Emulation.setScriptExecutionDisabled", ["value": true])
    try page.open(folder.file("index.html"))
    #expect(try page.value("document.querySelector('.plain').offsetHeight > 0") == true)
    #expect(try page.value("document.querySelectorAll('.grid img').length") == 20)
    #expect(try page.value("document.querySelector('#tools') === null") == true)
  }
}
