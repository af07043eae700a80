package dev.patchbay.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Expected texts are iproute2 6.1's, as it printed them on Linux.
class OutputTest {
  private final StringBuilder sink = new StringBuilder();

  @Test
  void printsTextWhenNoJsonIsAskedFor() {
    Output out = new Output(sink, Output.Options.TEXT);

    link(out);

    assertThat(sink)
        .hasToString(
            """
            5: d0: <BROADCAST,NOARP> mtu 1500 mode on\s
                inet 10.0.0.1/24 router\s
            """);
  }

  @Test
  void printsCompactJson() {
    Output out = new Output(sink, Output.Options.JSON);

    link(out);

    assertThat(sink)
        .hasToString(
            """
            [{"ifindex":5,"ifname":"d0","flags":["BROADCAST","NOARP"],"mtu":1500,"mode":true,\
            "addr_info":[{"local":"10.0.0.1","prefixlen":24,"router":null}]}]
            """);
  }

  @Test
  void printsPrettyJson() {
    Output out = new Output(sink, Output.Options.PRETTY_JSON);

    link(out);

    assertThat(sink)
        .hasToString(
            """
            [ {
                    "ifindex": 5,
                    "ifname": "d0",
                    "flags": [ "BROADCAST","NOARP" ],
                    "mtu": 1500,
                    "mode": true,
                    "addr_info": [ {
                            "local": "10.0.0.1",
                            "prefixlen": 24,
                            "router": null
                        } ]
                } ]
            """);
  }

  @Test
  void laysSeveralRecordsOutAsIproute2Does() {
    Output out = new Output(sink, Output.Options.PRETTY_JSON);

    out.begin();
    for (int i = 1; i <= 2; i++) {
      out.openObject(null);
      out.openObject("vlan");
      out.number("id", "", i, "");
      out.closeObject();
      out.openArray("flags");
      out.closeArray();
      out.closeObject();
    }
    out.end();

    assertThat(sink)
        .hasToString(
            """
            [ {
                    "vlan": {
                        "id": 1
                    },
                    "flags": [ ]
                },{
                    "vlan": {
                        "id": 2
                    },
                    "flags": [ ]
                } ]
            """);
  }

  @Test
  void printsAnEmptyListAsEachFormHasIt() {
    for (Output.Options options :
        new Output.Options[] {
          Output.Options.TEXT, Output.Options.JSON, Output.Options.PRETTY_JSON
        }) {
      Output out = new Output(sink, options);
      out.begin();
      out.end();
    }

    assertThat(sink).hasToString("[]\n[ ]\n");
  }

  @Test
  void printsTextOutsideTheRecordsEvenWhenJsonIsAskedFor() {
    Output out = new Output(sink, Output.Options.JSON);

    out.text("before\n");
    out.begin();
    out.text("never");
    out.newline();
    out.end();
    out.string("key", "after ", "it", "\n");

    assertThat(sink).hasToString("before\n[]\nafter it\n");
  }

  @Test
  void beginsAgainAfterTheEnd() {
    Output out = new Output(sink, Output.Options.JSON);

    for (int i = 0; i < 2; i++) {
      out.begin();
      out.number(null, "", i, "");
      out.end();
    }

    assertThat(sink).hasToString("[0]\n[1]\n");
  }

  @Test
  void escapesStringsAsJsonWriterDoes() {
    Output out = new Output(sink, Output.Options.JSON);

    out.begin();
    out.string(null, "", "it's a \"q\" \\ x\ttab\n\r\f\b", "");
    out.string(null, "", "a\001b\033c\177é/", "");
    out.end();

    assertThat(sink)
        .hasToString("[\"it's a \\\"q\\\" \\\\ x\\ttab\\n\\r\\f\\b\",\"a\001b\033c\177é/\"]\n");
  }

  @Test
  void putsABackslashForANewlineInOneline() {
    Output out =
        new Output(sink, new Output.Options(false, false, true, Color.Background.NO_COLOR));

    out.text("1: lo:");
    out.newline();
    out.text("    link/loopback");

    assertThat(sink).hasToString("1: lo:\\    link/loopback");
  }

  @Test
  void coloursTheWholeOfWhatItPrints() {
    Output light = new Output(sink, new Output.Options(true, false, false, Color.Background.LIGHT));
    Output dark = new Output(sink, new Output.Options(false, false, false, Color.Background.DARK));

    light.string(Color.INET, "local", "", "127.0.0.1", " ");
    dark.string(Color.IFNAME, "ifname", "", "lo", ": ");
    light.begin();
    light.string(Color.INET, null, "", "127.0.0.1", " ");
    light.end();

    assertThat(sink).hasToString("\033[35m127.0.0.1 \033[0m\033[1;36mlo: \033[0m[\"127.0.0.1\"]\n");
  }

  @Test
  void saysFalseInJsonAndNothingInText() {
    Output text = new Output(sink, Output.Options.TEXT);
    Output json = new Output(sink, Output.Options.JSON);

    text.flag("onlink", "onlink ", false);
    text.flag("onlink", "onlink ", true);
    text.onOff("hairpin", "hairpin ", false, " ");
    text.jsonNumber("never", 1);
    text.jsonString("never", "");
    text.jsonBoolean("never", true);
    json.begin();
    json.flag(null, "onlink ", false);
    json.onOff(null, "hairpin ", false, " ");
    json.end();

    assertThat(sink).hasToString("onlink hairpin off [false,false]\n");
  }

  private static void link(Output out) {
    out.begin();
    out.openObject(null);
    out.number("ifindex", "", 5, ": ");
    out.string(Color.IFNAME, "ifname", "", "d0", ": ");
    out.text("<");
    out.openArray("flags");
    out.string(null, "", "BROADCAST", ",");
    out.string(null, "", "NOARP", "");
    out.closeArray();
    out.text("> ");
    out.number("mtu", "mtu ", 1500, " ");
    out.onOff("mode", "mode ", true, " ");
    out.newline();
    out.openArray("addr_info");
    out.openObject(null);
    out.string(Color.INET, "local", "    inet ", "10.0.0.1", "");
    out.number("prefixlen", "/", 24, " ");
    out.nul("router", "router ");
    out.newline();
    out.closeObject();
    out.closeArray();
    out.closeObject();
    out.end();
  }
}
