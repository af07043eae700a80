package dev.patchbay.core.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.core.text.Json.Wrong;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {
  @Test
  void readsEverySortOfValue() throws Wrong {
    Object value =
        Json.parse("{\"a\": [1, -2.5e1, true, false, null, \"x\\n\\u0041\"], \"b\": {}}");

    assertThat(value)
        .isEqualTo(Map.of("a", List.of(1L, -25.0, true, false, Json.NULL, "x\nA"), "b", Map.of()));
  }

  @Test
  void writesOnOneLineWithNamesSorted() throws Wrong {
    Object value = Json.parse("{\"b\":[1,{}],\"a\":\"\\u00e9\\\"\"}");

    assertThat(Json.text(value, true)).isEqualTo("{\"a\": \"\\u00E9\\\"\", \"b\": [1, {}]}");
  }

  @Test
  void writesIndentedByFour() throws Wrong {
    Object value = Json.parse("{\"a\":{\"b\":[]}}");

    assertThat(Json.text(value, false))
        .isEqualTo(
            """
            {
                "a": {
                    "b": []
                }
            }\
            """);
  }

  @Test
  void aCopySharesNothing() throws Wrong {
    Object value = Json.parse("{\"a\":{}}");

    Object copy = Json.copy(value);
    Json.object(Json.object(copy).get("a")).put("b", 1L);

    assertThat(Json.text(value, true)).isEqualTo("{\"a\": {}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "not json ~ '[' or '{' expected near 'not' ~ 3",
        "{ ~ string or '}' expected near end of file ~ 1",
        "{}x ~ end of file expected near 'x' ~ 3",
        "{\"a\":1,\"a\":2} ~ duplicate object key near '\"a\"' ~ 10",
        "{\"a\":tru} ~ invalid token near 'tru' ~ 8",
        "{\"a\":01} ~ invalid token near '0' ~ 6",
        "{\"a\":\"\\x\"} ~ invalid escape near '\"\\x' ~ 8",
        "{\"a\" 1} ~ ':' expected near '1' ~ 6",
        "{\"a\":1,} ~ string or '}' expected near '}' ~ 8",
        "{\"a\":[1,]} ~ unexpected token near ']' ~ 9",
      })
  void saysWhatIsWrongAndWhere(String text, String message, int column) {
    assertThatThrownBy(() -> Json.parse(text))
        .isInstanceOfSatisfying(
            Wrong.class,
            e -> {
              assertThat(e.message()).isEqualTo(message);
              assertThat(e.column()).isEqualTo(column);
            });
  }

  @Test
  void refusesWhatIsNestedTooDeeply() {
    assertThatThrownBy(() -> Json.parse("[".repeat(5000)))
        .isInstanceOfSatisfying(
            Wrong.class, e -> assertThat(e.message()).startsWith("maximum parsing depth reached"));
  }
}
