import Foundation
import TestSupport
import Testing

/// A site with one fault of each kind, and with much that looks like a fault and is none.
///
/// A second server shows one page of it by TLS.
final class AuditSite {
  let site: LoopbackSite
  let folder: TemporaryFolder
  private let secure: NginxSite
  var path: String { folder.path + "/out" }

  /// The fault of each kind: the word of the kind, and the path of the image or page.
  static let faults: Set = [
    "broken /lost.png", "missing-alt /no-alt.png", "empty-alt /empty.png", "oversized /huge.png",
    "heavy-image /heavy.png", "wrong-type /typed.png", "mixed-content /plain.png",
    "redirect-chain /hop.png", "uncached /bare.png", "duplicate /twin-a.png", "heavy-page /album",
  ]

  private static let page = """
    <link rel=icon href=/icon.png>
    <img src=/lost.png alt=x><img src=/no-alt.png><img src=/empty.png alt="">
    <img src=/huge.png alt=x width=100 height=50><img src=/heavy.png alt=x>
    <img src=/typed.png alt=x><img src=/hop.png alt=x><img src=/bare.png alt=x>
    <img src=/twin-a.png alt=x><img src=/twin-b.png alt=x>
    <a href=/album>Album</a>

    <!-- Marked as decoration, or named in another way. -->
    <img src=/line.png alt="" role=presentation><img src=/dot.png aria-hidden=true>
    <img src=/named.png aria-label=Name><img src=/titled.png title=Title>
    <noscript><img src=/noscript.png></noscript><template><img src=/template.png></template>
    <p style="background: url(/background.png)">
    <svg><image href=/drawn.png /></svg>
    <!-- For screens with more pixels, of several sizes, small, in full size, or without pixels. -->
    <img src=/two.png alt=x width=100 height=50>
    <img src=/s1.png srcset="/s2.png 2x, /s3.png 3x" alt=x width=100>
    <picture><source srcset="/p1.png 1x, /p2.png 2x"><img src=/p3.png alt=x width=100></picture>
    <img src=/little.png alt=x width=4 height=3><a href=/full.png><img src=/thumb.png alt=x></a>
    <img src=/drawing.svg alt=x width=10 height=10>
    <!-- Redirects and types that are no fault. -->
    <img src=/once.png alt=x><img src=/real.png alt=x><img src=/moved.png alt=x>
    <img src=/x-png.png alt=x><img src=/expires.png alt=x><img src=/no-store.png alt=x>
    <!-- What was not requested, or is no image at all. -->
    <img src=/secret.png><script>show("/guess.png")</script>
    """

  private static func routes() -> [String: Behaviour] {
    func png(_ name: String, _ width: Int = 300, _ height: Int = 200, bytes: Int = 0) -> Behaviour {
      .bytes(Picture.png(name, width: width, height: height, padding: bytes), type: "image/png")
    }
    let album = (1...6).map { "/big-\($0).png" }
    var routes: [String: Behaviour] = [
      "/": .html(page),
      "/album": .html(album.map { "<img src=\($0) alt=x>" }.joined()),
      "/lost.png": .status(404), "/huge.png": png("huge", 800, 400, bytes: 20_000),
      "/heavy.png": png("heavy", bytes: 120_000),
      "/typed.png": .bytes(Picture.png("typed"), type: "text/plain"),
      "/hop.png": .redirect(to: "/hop-2.png"), "/hop-2.png": .redirect(to: "/hop-3.png"),
      "/hop-3.png": png("hop"), "/twin-a.png": png("twin"), "/twin-b.png": png("twin"),
      "/two.png": png("two", 200, 100, bytes: 20_000),
      "/s1.png": png("s1", 800, 400, bytes: 20_000),
      "/s3.png": png("s3", 900, 400, bytes: 20_000), "/p3.png": png("p3", 800, 400, bytes: 20_000),
      "/little.png": png("little", 40, 30, bytes: 1_000),
      "/full.png": png("full", 9_000, 9_000, bytes: 6_000_000),
      "/drawing.svg": .bytes(
        Array("<svg xmlns='http://www.w3.org/2000/svg' width='900' height='900'/>".utf8)
          + [UInt8](repeating: 0x20, count: 200_000), type: "image/svg+xml; charset=utf-8"),
      "/once.png": .redirect(to: "/once-2.png"), "/once-2.png": png("once"),
      "/moved.png": .redirect(to: "/real.png"), "/real.png": png("real"),
      "/x-png.png": .bytes(Picture.png("x"), type: "image/x-png"),
      "/expires.png": .withHeaders(["Expires": "0"], then: png("expires")),
      "/no-store.png": .withHeaders(["Cache-Control": "no-store"], then: png("no-store")),
      "/guess.png": .status(404),
    ]
    for path in album { routes[path] = png(path, 1_500, 1_000, bytes: 1_000_000) }
    for name in [
      "icon", "no-alt", "empty", "line", "dot", "named", "titled", "noscript", "template",
      "background", "drawn", "s2", "p1", "p2", "thumb", "secret", "plain", "preview",
    ] {
      routes["/\(name).png"] = png(name)
    }
    for (path, behaviour) in routes where !["/expires.png", "/no-store.png"].contains(path) {
      routes[path] = .withHeaders(["Cache-Control": "max-age=60"], then: behaviour)
    }
    routes["/bare.png"] = png("bare")
    return routes
  }

  init() throws {
    site = try LoopbackSite(routes: Self.routes())
    folder = try TemporaryFolder()
    let origin = site.url("")
    try folder.write(
      """
      <link rel=icon href="data:,"><a href="\(origin)/full.png">full</a>
      <meta property=og:image content="\(origin)/preview.png">
      <img src="\(origin)/plain.png" alt=x>
      """, to: "secure/index.html")
    secure = try NginxSite(files: folder.file("secure"), tls: true)
    let outcome = try Magpie.run([
      site.url("/"), secure.url("/"), "-o", path, "--insecure", "--no-sitemaps",
      "--exclude-image", "secret",
    ])
    #expect(outcome.status == 1, "\(outcome.stderr)")
  }

  /// Runs the audit.
  func audit(_ options: String...) throws -> Shell.Outcome {
    try Magpie.run(["audit", path] + options)
  }

  /// The path of an address, without its origin.
  static func path(of address: Any?) -> String {
    "/" + ((address as? String)?.split(separator: "/").dropFirst(2).joined(separator: "/") ?? "?")
  }
}
