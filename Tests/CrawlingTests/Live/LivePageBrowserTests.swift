import CrawlModel
import Crawling
import Foundation
import TestSupport
import Testing

/// The live page in a browser, of a crawl that runs in this process.
@Suite(
  .enabled(if: Chromium.isAvailable, Comment(rawValue: Chromium.hint)), .serialized,
  .timeLimit(.minutes(10)))
struct `A live page in a browser` {
  private let browser: Chromium
  private let folder: TemporaryFolder
  private let gate = Gate()

  init() throws {
    browser = try Chromium()
    folder = try TemporaryFolder()
  }

  /// A crawl that runs on a thread, with its page; it ends with this value.
  private final class Running {
    let page: LivePage
    private let crawl: Crawl
    private let thread: Thread

    init(_ site: LoopbackSite, in folder: TemporaryFolder) throws {
      let crawl = try Crawl(configuration(site, in: folder))
      self.crawl = crawl
      page = try LivePage(of: folder.path + "/out", port: 0, crawl: crawl)
      thread = Thread { _ = try? crawl.run() }
      thread.start()
    }

    deinit {
      crawl.stop(grace: .zero)
      while !thread.isFinished { sched_yield() }
      page.stop()
    }
  }

  /// An image that a browser can show.
  private static func picture(_ name: String) -> Behaviour {
    .bytes(Picture.gif(name, width: 400, height: 300), type: "image/gif")
  }

  /// A site whose page shows two images, and after the gate is open three more.
  private func site() throws -> LoopbackSite {
    let gate = gate
    func later(_ name: String) -> Behaviour {
      .decide { _ in
        gate.wait()
        return Self.picture(name)
      }
    }
    return try LoopbackSite(routes: [
      "/": .page(images: ["/1.png", "/2.png", "/3.png", "/4.png", "/5.png", "/lost.png"]),
      "/1.png": Self.picture("1"), "/2.png": Self.picture("2"),
      "/3.png": later("3"), "/4.png": later("4"), "/5.png": later("5"),
    ])
  }

  private let tiles = "document.querySelectorAll('#pictures .tile').length"
  private let phase = "document.querySelector('.phase').textContent"

  @Test func `grows while the crawl runs, and says that it is complete`() throws {
    let site = try site()
    let running = try Running(site, in: folder)
    let first = try browser.page()
    // In the same browser one of two tabs would not be seen.
    let other = try Chromium()
    let second = try other.page(width: 390, height: 844, touch: true)
    for page in [first, second] {
      try page.open(running.page.address)
      try page.wait(for: "\(tiles) === 2 && \(phase) === 'Crawling'")
    }
    gate.open()
    for page in [first, second] {
      try page.wait(for: "\(tiles) === 5 && \(phase) === 'Complete'")
      try page.wait(
        for: "[...document.querySelectorAll('#pictures img')].every(i => i.naturalWidth > 0)")
      #expect(try page.value("document.querySelector('dd').textContent") == "5")
    }
    #expect(first.faults.isEmpty, "\(first.faults)")
    #expect(second.faults.isEmpty, "\(second.faults)")
  }

  @Test func `moves nothing while a picture is enlarged`() throws {
    let site = try site()
    let running = try Running(site, in: folder)
    let page = try browser.page()
    try page.open(running.page.address)
    try page.wait(for: "\(tiles) === 2")
    try page.run("document.querySelector('#pictures .frame').click()")
    try page.wait(for: "document.querySelector('#lightbox').open")
    gate.open()
    let button = "document.querySelector('.more-images')"
    try page.wait(for: "\(button).textContent === 'Show 3 new images' && !\(button).hidden")
    #expect(try page.value("\(tiles)") == 2)
    #expect(
      try page.value("document.querySelector('#lightbox .bar span').textContent") == "1 of 2")
    try page.press("Escape")
    try page.run("\(button).click()")
    try page.wait(for: "\(tiles) === 5")
    #expect(page.faults.isEmpty, "\(page.faults)")
  }

  @Test func `explains what failed, and says when the server has ended`() throws {
    let site = try site()
    gate.open()
    do {
      let running = try Running(site, in: folder)
      let page = try browser.page()
      try page.open(running.page.address)
      try page.wait(for: "\(phase) === 'Complete'")
      try page.run("document.getElementById('tab-faults').click()")
      try page.wait(for: "document.querySelector('.failures button')")
      try page.run("document.querySelector('.failures button').click()")
      try page.wait(
        for: "document.querySelector('.record h3')?.textContent === 'image: failed (http-error)'")
      #expect(
        try page.value("document.querySelector('.record .from a').textContent")
          == site.url("/lost.png"))
      try page.run("document.getElementById('tab-hosts').click()")
      try page.wait(for: "document.querySelector('#hosts tbody th')")
      #expect(
        try page.value("document.querySelector('#hosts tbody th').textContent + '/'")
          == site.url("/"))
      running.page.stop()
      try page.wait(
        for: "document.querySelector('#state .note').textContent.startsWith('The server has ended')"
      )
      // A failed image is no fault of the page.
      #expect(page.faults.isEmpty, "\(page.faults)")
    }
  }

  @Test func `shows hostile texts and addresses as text`() throws {
    let evil = [
      "</script><script>evil = 1</script>", "<img src=x onerror=evil=2>", "\"'><b>", "\u{202E}gpj",
      "a\u{1B}[31mb", "]]>", "${evil=3}", "&lt;b>&amp;",
    ]
    func escaped(_ text: String) -> String {
      text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(
        "\"", with: "&quot;")
    }
    let images = evil.enumerated().map { number, text in
      "<img src='/\(number).png?<script>evil=4</script>' alt=\"\(escaped(text))\">"
    }
    var routes: [String: Behaviour] = [
      "/": .html("<title>\(escaped(evil[0]))</title>" + images.joined() + "<img src='/<b>.png'>")
    ]
    for number in evil.indices { routes["/\(number).png"] = Self.picture("\(number)") }
    let site = try LoopbackSite(routes: routes)
    let running = try Running(site, in: folder)
    let page = try browser.page()
    try page.open(running.page.address)
    try page.wait(for: "\(tiles) === \(evil.count) && \(phase) === 'Complete'")
    #expect(try page.value("document.querySelector('h1').textContent") == evil[0])
    let captions: [String] = try #require(
      try page.value(
        "[...document.querySelectorAll('#pictures .caption')].map(p => p.textContent)"))
    #expect(
      Set(captions).isSuperset(of: [evil[0], evil[1], evil[2], evil[6], evil[7]]), "\(captions)")
    try page.run("document.querySelector('#pictures .frame').click()")
    for tab in ["hosts", "faults", "lookup"] {
      try page.run("document.getElementById('tab-\(tab)').click()")
    }
    try page.run(
      """
      document.querySelector('#lookup input').value = "\(site.url("/0.png?<script>evil=4<\\/script>"))";
      document.querySelector('.lookup').requestSubmit();
      """)
    try page.wait(for: "document.querySelector('.record h3')?.textContent === 'image: stored'")
    #expect(try page.value("typeof evil") == "undefined")
    #expect(
      try page.value("document.querySelectorAll('body script, #images b, #lookup b').length") == 0)
    #expect(page.faults.isEmpty, "\(page.faults)")
  }

  @Test func `follows a crawl from an interruption to its end`() throws {
    let site = try site()
    do {
      let running = try Running(site, in: folder)
      let page = try browser.page()
      try page.open(running.page.address)
      try page.wait(for: "\(tiles) === 2")
    }
    let page = try browser.page()
    let server = try LivePage(of: folder.path + "/out", port: 0)
    defer { server.stop() }
    try page.open(server.address)
    try page.wait(for: "\(phase) === 'Interrupted' && \(tiles) === 2")
    gate.open()
    _ = try crawl(site, into: folder)
    // The page loads itself again, which ends a promise in it.
    while (try? page.value("\(phase) === 'Complete' && \(tiles) === 5")) != true {}
    #expect(page.faults.isEmpty, "\(page.faults)")
  }
}
