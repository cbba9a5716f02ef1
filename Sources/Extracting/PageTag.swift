import Bytes
import Markup

/// The elements with an effect on the link finder besides the links in their attributes.
enum PageTag {
  case anchor, base, html, noscript, template, svg, picture, script, title
  case heading, figure, figcaption, article
  /// Shows an image.
  case image
  case source, input, link, meta, area
  /// Separates words.
  case block

  /// The tags by the names of their elements.
  static let byName: [MarkupName: PageTag] = [
    "a": .anchor, "base": .base, "html": .html, "noscript": .noscript, "template": .template,
    "svg": .svg, "picture": .picture, "script": .script, "title": .title, "figure": .figure,
    "figcaption": .figcaption, "source": .source, "input": .input, "link": .link,
    "meta": .meta, "area": .area,
    "h1": .heading, "h2": .heading, "h3": .heading, "h4": .heading, "h5": .heading,
    "h6": .heading,
    "img": .image, "amp-img": .image, "amp-anim": .image, "image": .image,
    "br": .block, "p": .block, "div": .block, "li": .block, "ul": .block, "ol": .block,
    "dl": .block, "dt": .block, "dd": .block, "td": .block, "th": .block, "tr": .block,
    "table": .block, "section": .block, "article": .article, "header": .block, "footer": .block,
    "aside": .block, "blockquote": .block, "pre": .block, "hr": .block, "option": .block,
    "button": .block,
  ]
}
