package dev.patchbay.trace.print;

import dev.patchbay.trace.print.Asn1.Kind;
import dev.patchbay.trace.print.Asn1.Unreadable;
import java.util.List;

/// SNMP of all versions (RFC 1157, RFC 3416, RFC 3412), its objects by their numbers.
final class SnmpPrinter {
  private static final String USUAL = "public";
  private static final int VERSION_2 = 1;
  private static final int VERSION_3 = 3;
  private static final int GET = 0;
  private static final int GET_NEXT = 1;
  private static final int RESPONSE = 2;
  private static final int TRAP = 4;
  private static final int GET_BULK = 5;
  private static final int USER_SECURITY = 3;
  private static final List<Integer> FLAGS = List.of(0, 1, 3, 4, 5, 7);

  private static final Tokens ERRORS =
      Tokens.of(
          """
          0 noError
          1 tooBig
          2 noSuchName
          3 badValue
          4 readOnly
          5 genErr
          6 noAccess
          7 wrongType
          8 wrongLength
          9 wrongEncoding
          10 wrongValue
          11 noCreation
          12 inconsistentValue
          13 resourceUnavailable
          14 commitFailed
          15 undoFailed
          16 authorizationError
          17 notWritable
          18 inconsistentName
          """);

  private static final Tokens TRAPS =
      Tokens.of(
          """
          0 coldStart
          1 warmStart
          2 linkDown
          3 linkUp
          4 authenticationFailure
          5 egpNeighborLoss
          6 enterpriseSpecific
          """);

  private final Dissection d;
  private int at;
  private int end;

  private SnmpPrinter(Dissection d, int at, int end) {
    this.d = d;
    this.at = at;
    this.end = end;
  }

  static void print(Dissection d, int at, int length) {
    d.protocol("snmp");
    d.put(' ');
    try {
      new SnmpPrinter(d, at, at + length).message();
    } catch (Unreadable said) {
      // That it ends there has been said.
    }
  }

  /// The next element, which is to be of a kind.
  private Asn1 take(Kind kind, String complaint) {
    Asn1 element = Asn1.read(d, at, end);
    if (element.kind() != kind) {
      d.put('[').put(complaint).put(']');
      element.print(d);
      throw new Unreadable();
    }
    at = element.next();
    return element;
  }

  /// Goes into an element; complains when something follows it.
  private void into(Asn1 element, String extra) {
    if (!extra.isEmpty() && element.next() < end) {
      d.print("[%d extra after %s]", end - element.next(), extra);
    }
    at = element.at();
    end = element.next();
  }

  private void brace(String text) {
    d.put(d.verbose() ? text : "");
  }

  /// Does what may end early, and closes the brace all the same.
  private void closing(String brace, Runnable inside) {
    try {
      inside.run();
    } catch (Unreadable said) {
      // That it ends there has been said.
    }
    brace(brace);
  }

  private void message() {
    into(take(Kind.SEQUENCE, "!init SEQ"), "iSEQ");
    long version = take(Kind.INTEGER, "version!=INT").value();
    if (version != 0 && version != VERSION_2 && version != VERSION_3) {
      d.print("SNMP [version = %d]", version);
      return;
    }
    brace("{ SNMPv" + (version == 0 ? "1" : version == VERSION_2 ? "2c" : "3") + " ");
    closing(
        "} ",
        () -> {
          if (version == VERSION_3) {
            version3();
          } else {
            community((int) version);
          }
        });
  }

  private void community(int version) {
    Asn1 community = take(Kind.TEXT, "comm!=STR");
    boolean usual = community.length() == USUAL.length();
    for (int i = 0; usual && i < USUAL.length(); i++) {
      usual = d.u1(community.at() + i) == USUAL.charAt(i);
    }
    if (!usual) {
      d.put("C=");
      community.text(d);
      d.put(' ');
    }
    request(version);
  }

  private void request(int version) {
    Asn1 request = Asn1.read(d, at, end);
    if (request.kind() != Kind.MESSAGE) {
      d.put("[no PDU]");
      return;
    }
    into(request, "PDU");
    brace("{ ");
    request.print(d);
    d.put(' ');
    int id = request.id();
    if (version == 0 && id > TRAP) {
      d.put("[v2 PDU in v1 message]");
    } else if (version == VERSION_2 && id == TRAP) {
      d.put("[v1 PDU in v2 message]");
    } else {
      closing(" } ", id == TRAP ? this::trap : () -> operation(id));
    }
  }

  private void operation(int id) {
    long number = take(Kind.INTEGER, "reqId!=INT").value();
    brace("R=" + number + " ");
    boolean asks = id != RESPONSE && id != GET_BULK;
    long error = take(Kind.INTEGER, "errorStatus!=INT").value();
    boolean told = false;
    if (id == GET_BULK) {
      d.print(" N=%d", error);
    } else if (error != 0) {
      String name = ERRORS.name(error, "err=%d");
      d.print(asks ? "[errorStatus(%s)!=0]" : " %s", name);
      told = !asks;
    }
    long index = take(Kind.INTEGER, "errorIndex!=INT").value();
    if (id == GET_BULK) {
      d.print(" M=%d", index);
    } else if (index != 0) {
      d.print(
          asks ? "[errorIndex(%d)!=0]" : told ? "@%d" : "[errorIndex(%d) w/o errorStatus]", index);
    } else if (told) {
      d.put("[errorIndex==0]");
    }
    variables(id);
  }

  private void trap() {
    d.put(' ');
    take(Kind.OBJECT, "enterprise!=OID").print(d);
    d.put(' ');
    take(Kind.ADDRESS, "agent-addr!=INETADDR").print(d);
    long generic = take(Kind.INTEGER, "generic-trap!=INT").value();
    d.put(' ').put(TRAPS.name(generic, "gt=%d"));
    long specific = take(Kind.INTEGER, "specific-trap!=INT").value();
    if (generic == 6) {
      d.print(" s=%d", specific);
    } else if (specific != 0) {
      d.print("[specific-trap(%d)!=0]", specific);
    }
    d.put(' ');
    take(Kind.UNSIGNED, "time-stamp!=TIMETICKS").print(d);
    variables(TRAP);
  }

  private void variables(int id) {
    into(take(Kind.SEQUENCE, "!SEQ of varbind"), "SEQ of varbind");
    int last = end;
    while (at < last) {
      d.put(' ');
      end = last;
      Asn1 variable = take(Kind.SEQUENCE, "!varbind");
      at = variable.at();
      end = variable.next();
      take(Kind.OBJECT, "objName!=OID").print(d);
      boolean asks = id == GET || id == GET_NEXT || id == GET_BULK;
      d.put(asks ? "" : "=");
      Asn1 value = Asn1.read(d, at, end);
      d.put(asks && value.kind() != Kind.NULL ? "[objVal!=NULL]" : "");
      value.print(d);
      at = variable.next();
    }
  }

  private void version3() {
    int whole = end;
    into(take(Kind.SEQUENCE, "!message"), "");
    brace("{ ");
    take(Kind.INTEGER, "msgID!=INT");
    take(Kind.INTEGER, "msgMaxSize!=INT");
    Asn1 field = take(Kind.TEXT, "msgFlags!=STR");
    if (field.length() != 1) {
      d.print("[msgFlags size %d]", field.length());
      return;
    }
    int flags = d.u1(field.at());
    if (!FLAGS.contains(flags)) {
      d.print("[msgFlags=0x%02X]", flags);
      return;
    }
    d.put("F=").put((flags & 1) != 0 ? "a" : "").put((flags & 2) != 0 ? "p" : "");
    d.put((flags & 4) != 0 ? "r" : "").put(' ');
    long model = take(Kind.INTEGER, "msgSecurityModel!=INT").value();
    if (at < end) {
      d.print("[%d extra after message SEQ]", end - at);
    }
    brace("} ");
    if (model != USER_SECURITY) {
      d.print("[security model %d]", model);
      return;
    }
    brace("{ USM ");
    end = whole;
    Asn1 security = take(Kind.TEXT, "msgSecurityParameters!=STR");
    SnmpPrinter user = new SnmpPrinter(d, security.at(), security.next());
    closing("} ", user::user);
    brace("{ ScopedPDU ");
    closing("} ", this::scoped);
  }

  private void user() {
    into(take(Kind.SEQUENCE, "!usm"), "");
    take(Kind.TEXT, "msgAuthoritativeEngineID!=STR");
    brace("B=" + take(Kind.INTEGER, "msgAuthoritativeEngineBoots!=INT").value() + " ");
    brace("T=" + take(Kind.INTEGER, "msgAuthoritativeEngineTime!=INT").value() + " ");
    Asn1 name = take(Kind.TEXT, "msgUserName!=STR");
    d.put("U=");
    name.text(d);
    d.put(' ');
    take(Kind.TEXT, "msgAuthenticationParameters!=STR");
    Asn1 last = take(Kind.TEXT, "msgPrivacyParameters!=STR");
    if (last.next() < end) {
      d.print("[%d extra after usm SEQ]", end - last.next());
    }
  }

  private void scoped() {
    into(take(Kind.SEQUENCE, "!scoped PDU"), "");
    Asn1 engine = take(Kind.TEXT, "contextEngineID!=STR");
    d.put("E=");
    engine.octets(d);
    d.put(' ');
    Asn1 context = take(Kind.TEXT, "contextName!=STR");
    d.put("C=");
    context.text(d);
    d.put(' ');
    request(VERSION_3);
  }
}
