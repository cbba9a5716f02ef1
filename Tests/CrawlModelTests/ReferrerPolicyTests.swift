import CrawlModel
import Testing

struct ReferrerPolicyTests {
  @Test(arguments: [
    (["no-referrer"], ReferrerPolicy.noReferrer), (["NO-Referrer "], .noReferrer),
    (["no-referrer, strict-origin"], .strictOrigin), (["strict-origin,no-referrer"], .noReferrer),
    (["no-referrer", "origin"], .origin), (["no-referrer, some-later-policy"], .noReferrer),
    (["some-later-policy,unsafe-url,,"], .unsafeURL), ([], nil), ([""], nil),
    (["never"], nil), (["always, default"], nil), (["no-referrer;x"], nil),
  ])
  func `the last known word of the header counts`(fields: [String], policy: ReferrerPolicy?) {
    #expect(ReferrerPolicy(fields: fields) == policy)
  }

  @Test(arguments: [
    ("no-referrer", ReferrerPolicy.noReferrer), (" Never\n", .noReferrer),
    ("default", .strictOriginWhenCrossOrigin), ("always", .unsafeURL),
    ("origin-when-crossorigin", .originWhenCrossOrigin), ("same-origin", .sameOrigin),
    ("", nil), ("no-referrer, origin", nil), ("referrer", nil),
  ])
  func `a meta element may use the old words`(content: String, policy: ReferrerPolicy?) {
    #expect(ReferrerPolicy(meta: content) == policy)
  }

  @Test(arguments: ReferrerPolicy.allCases)
  func `an attribute has one word`(policy: ReferrerPolicy) {
    #expect(ReferrerPolicy(word: policy.rawValue.uppercased()) == policy)
    #expect(ReferrerPolicy(word: policy.rawValue + ",origin") == nil)
    #expect(ReferrerPolicy(word: "") == nil)
  }
}
