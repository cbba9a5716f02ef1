import CrawlModel
import Extracting
import Testing

/// The policy that a page states for its links.
struct ReferrerPolicyTests {
  private func policies(_ html: String) throws -> [ReferrerPolicy?] {
    try Extraction(html).links.map(\.referrerPolicy)
  }

  @Test(
    arguments: [
      (#"<img src=1.png>"#, [nil]),
      (#"<img src=1.png referrerpolicy=no-referrer>"#, [.noReferrer]),
      (#"<img src=1.png referrerpolicy=" Origin">"#, [.origin]),
      (#"<img src=1.png referrerpolicy=other>"#, [nil]),
      (
        #"<img src=1.png srcset="2.png 2x" referrerpolicy=no-referrer>"#,
        [.noReferrer, .noReferrer]
      ),
      (#"<a href=p referrerpolicy=origin>p</a>"#, [.origin]),
      (#"<a href=p rel=noreferrer>p</a>"#, [.noReferrer]),
      (#"<a href=p rel="nofollow NoReferrer" referrerpolicy=origin>p</a>"#, [.noReferrer]),
      (#"<map><area href=p rel=noreferrer></map>"#, [.noReferrer]),
      (#"<link rel="stylesheet noreferrer" href=a.css>"#, [nil]),
      (#"<link rel=stylesheet href=a.css referrerpolicy=no-referrer>"#, [.noReferrer]),
      (#"<iframe src=p referrerpolicy=no-referrer></iframe>"#, [.noReferrer]),
      (#"<div background=1.png referrerpolicy=no-referrer>"#, [nil]),
      (
        #"<picture><source srcset=1.png><img src=2.png referrerpolicy=no-referrer></picture>"#,
        [.noReferrer, .noReferrer]
      ),
      (#"<img src=1.png referrerpolicy=no-referrer><img src=2.png>"#, [.noReferrer, nil]),
    ] as [(String, [ReferrerPolicy?])])
  func `an element states it for its own links`(html: String, policies: [ReferrerPolicy?]) throws {
    #expect(try self.policies(html) == policies)
  }

  @Test func `a meta element states it for what comes after it`() throws {
    let html = """
      <img src=1.png><meta name=Referrer content=never><img src=2.png>
      <style>b { background: url(3.png) }</style><p style="background: url(4.png)">
      <img src=5.png referrerpolicy=origin><meta name=referrer content=unknown><img src=6.png>
      <template><img src=7.png></template><script>show("/8.png")</script>
      <noscript><img src=9.png></noscript><meta name=referrer content=default><img src=10.png>
      """
    let nothing = ReferrerPolicy.noReferrer
    #expect(
      try policies(html)
        == [nil, nothing, nothing, nothing, .origin] + Array(repeating: nothing, count: 4)
        + [.strictOriginWhenCrossOrigin])
  }
}
