import CrawlModel
import Markup

extension LinkSource {
  /// All places in HTML where links are searched.
  ///
  /// Of lines with the same element and attribute, the first one with a matching condition counts.
  static let table: [LinkSource] = pages + images + icons + metadata + lazy + anywhere

  private static let pages: [LinkSource] = [
    LinkSource("a", "href", .image, if: .leadsToImage),
    LinkSource("a", "href", .image, if: .named(["image", "contenturl"])),
    LinkSource("a", "href", .page),
    LinkSource("a", "xlink:href", .image, if: .leadsToImage),
    LinkSource("a", "xlink:href", .page),
    LinkSource("area", "href", .image, if: .leadsToImage),
    LinkSource("area", "href", .page),
    LinkSource("iframe", "src", .page),
    LinkSource("iframe", "data-src", .image, if: .leadsToImage),
    LinkSource("iframe", "data-src", .page),
    LinkSource("iframe", "srcdoc", .page, .document),
    LinkSource("frame", "src", .page),
    LinkSource("link", "href", .feed, if: .leadsToFeed, via: "link[alternate]"),
    LinkSource("link", "href", .page, if: .rel(["next"]), via: "link[next]"),
    LinkSource("link", "href", .page, if: .rel(["prev", "previous"]), via: "link[prev]"),
    LinkSource(
      "meta", "content", .page, .refresh, if: .equals("http-equiv", "refresh"),
      via: "meta[refresh]"),
  ]

  private static let images: [LinkSource] = [
    LinkSource("img", "src", .image),
    LinkSource("img", "srcset", .image, .srcset),
    LinkSource("source", "srcset", .image, .srcset),
    LinkSource("amp-img", "src", .image),
    LinkSource("amp-img", "srcset", .image, .srcset),
    LinkSource("video", "poster", .image),
    LinkSource("amp-anim", "src", .image),
    LinkSource("amp-anim", "srcset", .image, .srcset),
    LinkSource("amp-story", "poster-portrait-src", .image),
    LinkSource("amp-story", "poster-square-src", .image),
    LinkSource("amp-story", "poster-landscape-src", .image),
    LinkSource("amp-story", "publisher-logo-src", .image),
    LinkSource("input", "src", .image, if: .equals("type", "image")),
    LinkSource("object", "data", .image, if: .leadsToImage),
    LinkSource("embed", "src", .image, if: .leadsToImage),
    // Outside an SVG this is an old name of `img`.
    LinkSource("image", "src", .image, via: "img[src]"),
    LinkSource("image", "srcset", .image, .srcset, via: "img[srcset]"),
    LinkSource("image", "href", .image, via: "svg[image]"),
    LinkSource("image", "xlink:href", .image, via: "svg[image]"),
    LinkSource("svg:image", "href", .image, via: "svg[image]"),
    LinkSource("svg:image", "xlink:href", .image, via: "svg[image]"),
    LinkSource("feimage", "href", .image, via: "svg[image]"),
    LinkSource("feimage", "xlink:href", .image, via: "svg[image]"),
    LinkSource("svg:feimage", "href", .image, via: "svg[image]"),
    LinkSource("svg:feimage", "xlink:href", .image, via: "svg[image]"),
    LinkSource("img", "longdesc", .image, if: .leadsToImage),
    // Symbols of another file; others are in the page itself.
    LinkSource("use", "href", .image, if: .leadsToImage, via: "svg[use]"),
    LinkSource("use", "xlink:href", .image, if: .leadsToImage, via: "svg[use]"),
    LinkSource("svg:use", "href", .image, if: .leadsToImage, via: "svg[use]"),
    LinkSource("svg:use", "xlink:href", .image, if: .leadsToImage, via: "svg[use]"),
  ]

  private static let icons: [LinkSource] = [
    LinkSource("link", "href", .stylesheet, if: .rel(["stylesheet"]), via: "link[stylesheet]"),
    LinkSource("link", "href", .image, if: .rel(["icon"]), via: "link[icon]"),
    LinkSource(
      "link", "href", .image, if: .rel(["apple-touch-icon", "apple-touch-icon-precomposed"]),
      via: "link[apple-touch-icon]"),
    LinkSource(
      "link", "href", .image, if: .rel(["apple-touch-startup-image"]),
      via: "link[apple-touch-startup-image]"),
    LinkSource("link", "href", .image, if: .rel(["mask-icon"]), via: "link[mask-icon]"),
    LinkSource("link", "href", .image, if: .rel(["fluid-icon"]), via: "link[fluid-icon]"),
    LinkSource("link", "href", .image, if: .rel(["image_src"]), via: "link[image_src]"),
    LinkSource(
      "link", "href", .image, if: .rel(["thumbnail", "logo", "preview"]), via: "link[thumbnail]"),
    LinkSource("link", "href", .image, if: .equals("as", "image"), via: "link[preload]"),
    LinkSource("link", "href", .stylesheet, if: .equals("as", "style"), via: "link[preload]"),
    LinkSource("link", "href", .manifest, if: .rel(["manifest"]), via: "link[manifest]"),
    LinkSource(
      "link", "href", .manifest, if: .equals("type", "application/opensearchdescription+xml"),
      via: "link[search]"),
    LinkSource("link", "href", .manifest, if: .leadsToEmbedding, via: "link[oembed]"),
    LinkSource(
      "meta", "content", .manifest, if: .leadsToTiles, via: "meta[msapplication-config]"),
    LinkSource(
      "link", "href", .image, if: .named(itemProperties), via: "link[itemprop]"),
    LinkSource("link", "imagesrcset", .image, .srcset, via: "link[preload]"),
  ]

  private static let metadata: [LinkSource] = [
    LinkSource(
      "meta", "content", .image, if: .named(["og:image", "og:image:url", "og:image:secure_url"]),
      via: "meta[og:image]"),
    LinkSource(
      "meta", "content", .image,
      if: .named([
        "twitter:image", "twitter:image:src", "twitter:image0", "twitter:image1",
        "twitter:image2", "twitter:image3",
      ]), via: "meta[twitter:image]"),
    LinkSource(
      "meta", "content", .image, if: .named(["msapplication-tileimage"]),
      via: "meta[msapplication-TileImage]"),
    LinkSource(
      "meta", "content", .image,
      if: .named([
        "msapplication-square70x70logo", "msapplication-square150x150logo",
        "msapplication-wide310x150logo", "msapplication-square310x310logo",
      ]), via: "meta[msapplication-logo]"),
    LinkSource(
      "meta", "content", .image,
      if: .named(["thumbnailurl", "thumbnail", "thumbnail_url", "parsely-image-url"]),
      via: "meta[thumbnail]"),
    LinkSource("meta", "content", .image, if: .named(["image", "image_src"]), via: "meta[image]"),
    LinkSource("meta", "content", .image, if: .named(["og:logo", "logo"]), via: "meta[logo]"),
    // Names that only one service uses.
    LinkSource("meta", "content", .image, if: .isWholeImageAddress),
  ]

  /// The properties of images in schema.org, in lower case.
  private static let itemProperties = ["image", "thumbnailurl", "logo", "contenturl"]

  /// The attributes that scripts copy to `src` when the image becomes visible; they count whatever
  /// their value looks like.
  ///
  /// All other `data-` attributes are judged by name and value, see `LazyAttribute`.
  private static let lazy: [LinkSource] = [
    LinkSource("img", "data-src", .image),
    LinkSource("img", "data-lazy-src", .image),
    LinkSource("img", "data-lazy", .image),
    LinkSource("img", "data-original", .image),
    LinkSource("img", "data-original-src", .image),
    LinkSource("img", "data-hi-res-src", .image),
    LinkSource("img", "data-high-res-src", .image),
    LinkSource("img", "data-low-res-src", .image),
    LinkSource("img", "data-src-retina", .image),
    LinkSource("img", "data-asset-url", .image),
    LinkSource("amp-img", "data-src", .image),
    LinkSource("img", "lazy-src", .image, if: .leadsToImage),
    LinkSource("img", "lowsrc", .image),
  ]

  private static let anywhere: [LinkSource] = [
    LinkSource("*", "style", .image, .css, via: "style[url]"),
    LinkSource("*", "background", .image),
    LinkSource("*", "poster", .image),
    LinkSource("*", "content", .image, if: .named(itemProperties)),
    LinkSource("*", "data-srcset", .image, .srcset),
  ]

  /// Returns the lines for an element, followed by those for any element.
  static func lines(of element: MarkupName) -> [LinkSource] {
    table.filter { $0.element == element } + anywhere
  }
}
