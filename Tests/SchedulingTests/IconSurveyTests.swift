import Addressing
import CrawlModel
import Scheduling
import Testing

/// The contract of every frontier on the icons that pages name.
struct IconSurveyTests {
  @Test(arguments: FrontierMaker.all)
  func `each origin with a page that was read says whether any of them names an icon`(
    make: FrontierMaker
  ) throws {
    let clerk = Clerk(try make())
    try clerk.seed(
      "http://a.test/1", "http://a.test/2", "http://b.test/", "http://c.test/", "http://d.test/")
    func read(_ address: String, _ discoveries: Discovery..., kind: Link.Kind? = .page) throws {
      let page = try clerk.take(address)
      try clerk.frontier.done(
        page, Findings(outcome: .fetched, kind: kind, discoveries: discoveries))
    }
    let icon = try Link(
      kind: .image, address: WebAddress("http://cdn.test/i.png"), via: Via("link[icon]", .icon))
    let image = try Link(
      kind: .image, address: WebAddress("http://b.test/i.png"), via: Via("img[src]", .embedded))
    try read("http://a.test/1")
    try read("http://a.test/2", Discovery(link: icon, verdict: .skip(.scope)))
    try read("http://b.test/", Discovery(link: image, verdict: .skip(.excluded)))
    try read("http://c.test/", kind: .feed)
    try clerk.finish(clerk.take("http://d.test/"), .failed(.timeout))
    #expect(
      try clerk.frontier.iconSurvey() == [
        IconSurvey(page: WebAddress("http://a.test/1"), depth: 0, namesIcon: true),
        IconSurvey(page: WebAddress("http://b.test/"), depth: 0, namesIcon: false),
      ])
  }

  @Test(arguments: FrontierMaker.all)
  func `an image that is put has the page that it is put for`(make: FrontierMaker) throws {
    let clerk = Clerk(try make())
    try clerk.seed("http://a.test/")
    try clerk.finish(clerk.take(), .fetched)
    let page = try WebAddress("http://a.test/")
    let icon = Job(
      address: try WebAddress("http://a.test/favicon.ico"), kind: .image, parent: page,
      via: .favicon)
    #expect(try clerk.frontier.put([icon]) == 1)
    #expect(try clerk.frontier.put([icon]) == 0)
    #expect(clerk.frontier.counts.images.discovered == 0, "a probe counts when it is found")
    try clerk.finish(clerk.take(), .stored(Clerk.content("icon")))
    let entry = try #require(try clerk.images.first)
    #expect(entry.found == [FoundReference(page: page, via: .favicon)])
    #expect(clerk.frontier.counts.images.taken == 1)
  }
}
