import CrawlModel
import Crawling
import TestSupport
import Testing

/// Rights and opt-outs that stand in the image files.
struct FileRightsTests {
  /// A PNG with a packet of XMP.
  private static func picture(_ name: String, _ properties: String) -> Behaviour {
    let packet = """
      XML:com.adobe.xmp\0\0\0\0\0<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
      <rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"
        xmlns:plus="http://ns.useplus.org/ldf/xmp/1.0/">\(properties)</rdf:Description></rdf:RDF>
      """
    let size = packet.utf8.count
    let chunk =
      [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: size >> $0) } + Array("iTXt".utf8)
      + Array(packet.utf8) + [0, 0, 0, 0]
    var png = Picture.png(name)
    png.insert(contentsOf: chunk, at: 33)
    return .bytes(png, type: "image/png")
  }

  private static let word = "http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED"

  private func site() throws -> LoopbackSite {
    try LoopbackSite(routes: [
      "/": .page(images: ["/owned.png", "/barred.png", "/plain.png"]),
      "/owned.png": Self.picture("a", "<dc:rights>© Me</dc:rights>"),
      "/barred.png": Self.picture("b", "<plus:DataMining>\(Self.word)</plus:DataMining>"),
      "/plain.png": .picture("c"),
    ])
  }

  @Test func `they are recorded, and kept by a refresh`() throws {
    let site = try site()
    let folder = try TemporaryFolder()
    for _ in 0..<2 {
      let result = try crawl(site, into: folder)
      let owned = try #require(result.image("/owned.png"))
      #expect(
        owned.license == [.init(kind: "copyright_notice", where: "xmp", value: "© Me")])
      #expect(owned.opt_outs == nil)
      #expect(
        result.image("/barred.png")?.opt_outs == [
          .init(
            signal: "data-mining", where: "xmp", url: site.url("/barred.png"), value: Self.word)
        ])
      #expect(result.image("/plain.png")?.license == nil)
    }
    #expect(try trail(of: "/barred.png", at: site, folder) == ["data-mining"])
  }

  @Test func `an image that forbids training is not stored if opt-outs are obeyed`() throws {
    let site = try site()
    let folder = try TemporaryFolder()
    let result = try crawl(site, into: folder) { $0.optOuts = .ml }
    #expect(
      result.imageFates
        == ["/owned.png": "stored", "/plain.png": "stored", "/barred.png": "opt-out"])
    #expect(try folder.contents().count { $0.hasSuffix(".png") } == 2)
    #expect(try trail(of: "/barred.png", at: site, folder) == ["data-mining"])
  }

  /// The signals that `explain` shows.
  private func trail(
    of path: String, at site: LoopbackSite, _ folder: TemporaryFolder
  ) throws -> [String] {
    let trails = try CrawlFolder(folder.path + "/out").explain(site.url(path)).trails
    return trails.flatMap { $0.optOuts.map(\.signal.rawValue) }
  }
}
