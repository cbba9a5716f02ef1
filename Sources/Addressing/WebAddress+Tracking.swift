import Bytes

extension WebAddress {
  /// The address without the query parameters that only track visitors; everything else stays as
  /// written.
  ///
  /// The list only has names that belong to one advertiser or mail service: a parameter that
  /// another server could use is kept.
  public var withoutTracking: WebAddress {
    guard let query, query.utf8.contains(UInt8(ascii: "=")) else { return self }
    let parts = query.utf8.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: false)
    let kept = parts.filter { !Self.isTracking($0) }
    guard kept.count < parts.count else { return self }
    var text = String(slice(0, Int(layout.pathEnd)))
    for (index, part) in kept.enumerated() {
      text += index == 0 ? "?" : "&"
      text += Substring(part)
    }
    return WebAddress(text: text, layout: layout)
  }

  private static func isTracking(_ parameter: Substring.UTF8View) -> Bool {
    let name = parameter.prefix { $0 != UInt8(ascii: "=") }
    guard name.count <= longestName else { return false }
    let lower = String(
      decoding: name.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }, as: UTF8.self)
    return trackingNames.contains(lower) || trackingPrefixes.contains { lower.hasPrefix($0) }
  }

  /// No name on the list is longer, nor any name with one of the prefixes.
  private static let longestName = 48

  private static let trackingPrefixes = ["utm_", "hsa_", "mtm_", "pk_", "piwik_", "matomo_"]

  private static let trackingNames: Set<String> = [
    // Google, Meta, Microsoft, Yandex, X, TikTok, LinkedIn, Pinterest, Snapchat, Reddit.
    "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "gad_source", "gad_campaignid", "srsltid",
    "_ga", "_gl", "fbclid", "fb_action_ids", "fb_action_types", "fb_source", "igshid", "igsh",
    "msclkid", "yclid", "ysclid", "twclid", "ttclid", "li_fat_id", "epik", "sccid", "rdt_cid",
    // Mailchimp, HubSpot, Marketo, Klaviyo, Vero, Omeda, Drip, Adobe, Awin, Branch.
    "mc_cid", "mc_eid", "_hsenc", "_hsmi", "__hssc", "__hstc", "__hsfp", "hsctatracking",
    "mkt_tok", "_kx", "vero_id", "vero_conv", "oly_enc_id", "oly_anon_id", "__s", "s_cid",
    "s_kwcid", "ef_id", "awc", "wickedid", "_branch_match_id", "_branch_referrer", "zanpid",
    "mibextid", "guccounter", "guce_referrer", "guce_referrer_sig",
  ]
}
