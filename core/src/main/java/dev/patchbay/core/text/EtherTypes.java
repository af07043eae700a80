package dev.patchbay.core.text;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/// EtherTypes as words, as iproute2 knows them (`ll_proto_a2n`, `ll_proto_n2a`).
public final class EtherTypes {
  private static final Map<String, Integer> NUMBERS = new LinkedHashMap<>();

  static {
    String[] words = {
      "loop 60",
      "pup 200",
      "pupat 201",
      "ip 800",
      "ipv4 800",
      "x25 805",
      "arp 806",
      "bpq 8ff",
      "ieeepup a00",
      "ieeepupat a01",
      "dec 6000",
      "dna_dl 6001",
      "dna_rc 6002",
      "dna_rt 6003",
      "lat 6004",
      "diag 6005",
      "cust 6006",
      "sca 6007",
      "rarp 8035",
      "atalk 809b",
      "aarp 80f3",
      "ipx 8137",
      "ipv6 86dd",
      "ppp_disc 8863",
      "ppp_ses 8864",
      "atmmpoa 884c",
      "atmfate 8884",
      "802_3 1",
      "ax25 2",
      "all 3",
      "802_2 4",
      "snap 5",
      "ddcmp 6",
      "wan_ppp 7",
      "ppp_mp 8",
      "localtalk 9",
      "can c",
      "ppptalk 10",
      "tr_802_2 11",
      "mobitex 15",
      "control 16",
      "irda 17",
      "econet 18",
      "tipc 88ca",
      "profinet 8892",
      "aoe 88a2",
      "ethercat 88a4",
      "802.1Q 8100",
      "802.1ad 88a8",
      "mpls_uc 8847",
      "mpls_mc 8848",
      "teb 6558"
    };
    for (String word : words) {
      int blank = word.indexOf(' ');
      NUMBERS.put(word.substring(0, blank), Integer.parseInt(word, blank + 1, word.length(), 16));
    }
  }

  private EtherTypes() {}

  /// The EtherType that a word or a number means, or nothing.
  public static OptionalInt parse(String word) {
    for (Map.Entry<String, Integer> entry : NUMBERS.entrySet()) {
      if (entry.getKey().equalsIgnoreCase(word)) {
        return OptionalInt.of(entry.getValue());
      }
    }
    var number = Numbers.u16(word.toLowerCase(Locale.ROOT), 0);
    return number.isPresent() ? OptionalInt.of((int) number.getAsLong()) : OptionalInt.empty();
  }

  /// The word for an EtherType, or `[NUMBER]`.
  public static String text(int etherType) {
    for (Map.Entry<String, Integer> entry : NUMBERS.entrySet()) {
      if (entry.getValue() == etherType) {
        return entry.getKey();
      }
    }
    return "[" + etherType + "]";
  }
}
