import CrawlModel
import Scheduling
import Testing

/// Pages level by level, so that the first way to a page is a shortest one.
struct LevelTests {
  @Test func `a page waits until all pages above it are done`() throws {
    let desk = Desk(levelByLevel: true)
    try desk.put("http://a.test/")
    try desk.put("http://b.test/")
    #expect(desk.all(at: 0) == ["http://a.test/", "http://b.test/"])
    try desk.put("http://a.test/1", depth: 1)
    desk.finish("http://a.test/", at: 1)
    #expect(desk.next(at: 1) == .nothing)
    try desk.put("http://c.test/1", depth: 1)
    desk.finish("http://b.test/", at: 2)
    #expect(Set(desk.all(at: 2)) == ["http://a.test/1", "http://c.test/1"])
  }

  @Test func `images and stylesheets wait for nobody`() throws {
    let desk = Desk(levelByLevel: true)
    try desk.put("http://a.test/")
    #expect(desk.all(at: 0).count == 1)
    try desk.put(.image, "http://a.test/1.png", depth: 5)
    try desk.put(.stylesheet, "http://a.test/1.css", depth: 5)
    #expect(desk.all(at: 0) == ["http://a.test/1.png", "http://a.test/1.css"])
  }

  @Test func `a page of the same level or above is let in at once`() throws {
    let desk = Desk(levelByLevel: true)
    try desk.put("http://a.test/")
    #expect(desk.all(at: 0).count == 1)
    try desk.put("http://a.test/1", depth: 1)
    desk.finish("http://a.test/", at: 0)
    #expect(desk.all(at: 0) == ["http://a.test/1"])
    try desk.put("http://a.test/redirected", depth: 1)
    try desk.put("http://a.test/late-seed", depth: 0)
    #expect(desk.all(at: 0) == ["http://a.test/redirected", "http://a.test/late-seed"])
  }

  @Test func `a retry keeps its level open`() throws {
    let desk = Desk(levelByLevel: true)
    try desk.put("http://a.test/")
    #expect(desk.all(at: 0).count == 1)
    try desk.put("http://a.test/1", depth: 1)
    desk.retry("http://a.test/", notBefore: 50)
    #expect(desk.next(at: 0) == .notBefore(50))
    #expect(desk.next(at: 50) == .job("http://a.test/"))
    desk.finish("http://a.test/", at: 60)
    #expect(desk.next(at: 60) == .job("http://a.test/1"))
  }

  @Test func `levels without pages are skipped`() throws {
    let desk = Desk(levelByLevel: true)
    try desk.put("http://a.test/")
    #expect(desk.all(at: 0).count == 1)
    try desk.put("http://a.test/7", depth: 7)
    try desk.put("http://a.test/3", depth: 3)
    desk.finish("http://a.test/", at: 0)
    #expect(desk.all(at: 0) == ["http://a.test/3"])
    desk.finish("http://a.test/3", at: 0)
    #expect(desk.all(at: 0) == ["http://a.test/7"])
    desk.finish("http://a.test/7", at: 0)
    try desk.put("http://a.test/9", depth: 9)
    #expect(desk.all(at: 0) == ["http://a.test/9"])
  }

  @Test func `without levels nothing is kept back`() throws {
    let desk = Desk()
    try desk.put("http://a.test/")
    try desk.put("http://a.test/7", depth: 7)
    #expect(desk.all(at: 0).count == 2)
  }
}
