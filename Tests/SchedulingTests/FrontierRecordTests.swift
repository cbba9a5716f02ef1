import Addressing
import CrawlModel
import Scheduling
import Testing
import Threads

/// The contract of every frontier on its records.
struct FrontierRecordTests {
  @Test(arguments: FrontierMaker.all)
  func `entries come in the order of discovery, as they are at the call`(
    make: FrontierMaker
  ) throws {
    let clerk = Clerk(try make())
    try clerk.seed("http://a.test/")
    let page = try clerk.take()
    try clerk.finish(
      page, .fetched, Clerk.follow(.image, "http://a.test/2.png", from: page),
      Clerk.follow(.image, "http://a.test/1.png", from: page))
    let read = try clerk.frontier.imageEntries()
    let image = try clerk.take("http://a.test/1.png")
    try clerk.finish(image, .stored(Clerk.content("1.png", bytes: 77)))
    #expect(try read()?.key.text == "http://a.test/2.png")
    #expect(try read()?.status == .pending, "a reader tells what was when it was asked for")
    #expect(try read() == nil)
    let entry = try #require(try clerk.images.last)
    #expect(entry.status == .stored)
    #expect(entry.file == "images/1.png")
    #expect(entry.bytes == 77)
    #expect((entry.format, entry.width, entry.height) == (.png, 3, 2))
    #expect(clerk.frontier.counts.storedBytes == 77)
  }

  @Test(arguments: FrontierMaker.all)
  func `the references of all pages are kept, also those after the image was fetched`(
    make: FrontierMaker
  ) throws {
    let clerk = Clerk(try make())
    let image = "http://a.test/logo.png"
    try clerk.seed("http://a.test/1", "http://a.test/2", "http://a.test/3")
    for number in 1...3 {
      let page = try clerk.take("http://a.test/\(number)")
      try clerk.finish(
        page, .fetched,
        Clerk.follow(
          .image, image, from: page, via: Via("img[src]", .embedded), alt: "logo \(number)"))
      if number == 2 { try clerk.finish(clerk.take(image), .failed(.timeout)) }
    }
    let entries = try clerk.images
    #expect(entries.count == 1)
    #expect(entries.first?.reason == .failed(.timeout))
    #expect(
      entries.first?.found.map(\.page.text)
        == ["http://a.test/1", "http://a.test/2", "http://a.test/3"])
    #expect(entries.first?.found.map(\.caption.alt) == ["logo 1", "logo 2", "logo 3"])
    #expect(entries.first?.found.allSatisfy { $0.via == Via("img[src]", .embedded) } == true)
  }

  @Test(arguments: FrontierMaker.all)
  func `an image that was left out is taken when another page may have it`(
    make: FrontierMaker
  ) throws {
    let clerk = Clerk(try make())
    let image = "http://cdn.test/1.png"
    try clerk.seed("http://a.test/1", "http://a.test/2", "http://a.test/3")
    let pages = try (1...3).map { try clerk.take("http://a.test/\($0)") }
    try clerk.finish(pages[0], .fetched, Clerk.skip(.image, image, .scope))
    #expect(try clerk.images.first?.reason == .skipped(.scope))
    try clerk.finish(pages[1], .fetched, Clerk.follow(.image, image, from: pages[1]))
    #expect(try clerk.images.first?.status == .pending)
    #expect(try clerk.images.first?.reason == nil)
    try clerk.finish(pages[2], .fetched, Clerk.skip(.image, image, .scope))
    #expect(try clerk.images.first?.status == .pending, "who is in stays in")
    try clerk.finish(clerk.take(image), .stored(Clerk.content("1.png")))
    let entry = try #require(try clerk.images.first)
    #expect(entry.status == .stored)
    #expect(entry.found.count == 3)
    #expect(clerk.frontier.counts.images.discovered == 1)
  }

  @Test(arguments: FrontierMaker.all)
  func `a page that was left out takes depth and parent from the way it came in`(
    make: FrontierMaker
  ) throws {
    let clerk = Clerk(try make())
    try clerk.frontier.put([
      Job(address: WebAddress("http://a.test/deep"), kind: .page, depth: 4),
      Job(address: WebAddress("http://a.test/near"), kind: .page, depth: 1),
    ])
    let deep = try clerk.take("http://a.test/deep")
    try clerk.finish(deep, .fetched, Clerk.skip(.page, "http://a.test/x", .depth))
    #expect(try clerk.pages.last?.depth == 5)
    let near = try clerk.take("http://a.test/near")
    try clerk.finish(near, .fetched, Clerk.follow(.page, "http://a.test/x", from: near))
    let entry = try #require(try clerk.pages.last)
    #expect(entry.address.text == "http://a.test/x")
    #expect(entry.status == .pending)
    #expect(entry.depth == 2)
    #expect(entry.parent?.text == "http://a.test/near")
  }

  @Test(arguments: FrontierMaker.all)
  func `a redirect that leads out of the scope is no further from the seed`(
    make: FrontierMaker
  ) throws {
    let clerk = Clerk(try make())
    try clerk.seed("http://a.test/")
    let out = try WebAddress("http://b.test/")
    try clerk.finish(
      clerk.take(), .redirected(to: out), Clerk.skip(.page, "http://b.test/", .scope))
    #expect(try clerk.pages.map(\.depth) == [0, 0])
    #expect(try clerk.pages.last?.reason == .skipped(.scope))
    #expect(try clerk.pages.first?.finalAddress == out)
  }

  @Test(arguments: FrontierMaker.all)
  func `a page link that is an image was found on the page with the link`(
    make: FrontierMaker
  ) throws {
    let clerk = Clerk(try make())
    try clerk.seed("http://a.test/")
    let page = try clerk.take()
    try clerk.finish(page, .fetched, Clerk.follow(.page, "http://a.test/photo", from: page))
    let photo = try clerk.take("http://a.test/photo")
    try clerk.finish(
      photo, .skipped(.isImage), Clerk.follow(.image, "http://a.test/photo", from: photo))
    let entry = try #require(try clerk.images.first)
    #expect(entry.found.map(\.page.text) == ["http://a.test/"])
    #expect(try clerk.pages.last?.reason == .skipped(.isImage))
  }

  @Test(arguments: FrontierMaker.all)
  func `a page counts the links and the images it has`(make: FrontierMaker) throws {
    let clerk = Clerk(try make())
    try clerk.seed("http://a.test/")
    let page = try clerk.take()
    try clerk.frontier.finish(
      page,
      Findings(
        outcome: .fetched,
        response: ResponseFacts(
          address: page.address, status: 200, contentType: "text/html", bytes: 9,
          fetchedAt: Timestamp(seconds: 1)),
        title: "Home",
        discoveries: [
          Clerk.follow(.image, "http://a.test/1.png", from: page),
          Clerk.follow(.page, "http://a.test/2", from: page),
          Clerk.follow(.stylesheet, "http://a.test/3", from: page),
        ]))
    clerk.audit()
    let entry = try #require(try clerk.pages.first)
    #expect((entry.links, entry.images, entry.title) == (2, 1, "Home"))
    #expect((entry.httpStatus, entry.contentType, entry.bytes) == (200, "text/html", 9))
    #expect(entry.finalAddress == nil)
    #expect(try clerk.pages.map(\.kind) == [.page, .page, .stylesheet])
  }
}
