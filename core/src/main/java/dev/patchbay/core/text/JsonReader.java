package dev.patchbay.core.text;

import dev.patchbay.core.text.Json.Wrong;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads one text as JSON, a token after the other; complains in the words of libjansson.
final class JsonReader {
  private static final int MOST_DEPTH = 2048;
  private static final int LONGEST_CONTEXT = 20;

  private enum Token {
    STRING,
    NUMBER,
    WORD,
    SIGN,
    WRONG,
    END
  }

  private final String text;
  private int at;
  private int begin;
  private Token token = Token.END;
  private Object value = Json.NULL;
  private int depth;

  JsonReader(String text) {
    this.text = text;
  }

  Object read() throws Wrong {
    next();
    if (!is('{') && !is('[')) {
      throw wrong("'[' or '{' expected");
    }
    Object all = readValue();
    next();
    if (token != Token.END) {
      throw wrong("end of file expected");
    }
    return all;
  }

  // ---- values

  private Object readValue() throws Wrong {
    if (++depth > MOST_DEPTH) {
      throw wrong("maximum parsing depth reached");
    }
    Object read =
        switch (token) {
          case STRING, NUMBER, WORD -> value;
          case WRONG -> throw wrong("invalid token");
          default -> readNested();
        };
    depth--;
    return read;
  }

  private Object readNested() throws Wrong {
    if (is('{')) {
      return readObject();
    }
    if (is('[')) {
      return readArray();
    }
    throw wrong("unexpected token");
  }

  private Map<String, Object> readObject() throws Wrong {
    Map<String, Object> object = new LinkedHashMap<>();
    next();
    while (!object.isEmpty() || !is('}')) {
      if (token != Token.STRING) {
        throw wrong("string or '}' expected");
      }
      String name = (String) value;
      if (object.containsKey(name)) {
        throw wrong("duplicate object key");
      }
      next();
      if (!is(':')) {
        throw wrong("':' expected");
      }
      next();
      object.put(name, readValue());
      next();
      if (!is(',')) {
        break;
      }
      next();
    }
    if (!is('}')) {
      throw wrong("'}' expected");
    }
    return object;
  }

  private List<Object> readArray() throws Wrong {
    List<Object> array = new ArrayList<>();
    next();
    while (!array.isEmpty() || !is(']')) {
      if (token == Token.END) {
        break;
      }
      array.add(readValue());
      next();
      if (!is(',')) {
        break;
      }
      next();
    }
    if (!is(']')) {
      throw wrong("']' expected");
    }
    return array;
  }

  // ---- tokens

  private boolean is(char sign) {
    return token == Token.SIGN && text.charAt(begin) == sign;
  }

  private void next() throws Wrong {
    while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    begin = at;
    if (at == text.length()) {
      token = Token.END;
      return;
    }
    char c = text.charAt(at);
    if ("{}[]:,".indexOf(c) >= 0) {
      at++;
      token = Token.SIGN;
    } else if (c == '"') {
      token = Token.STRING;
      value = readString();
    } else if (c == '-' || isDigit(c)) {
      token = readNumber() ? Token.NUMBER : Token.WRONG;
    } else {
      token = readWord() ? Token.WORD : Token.WRONG;
    }
  }

  private boolean readWord() {
    at++;
    while (at < text.length() && isLetter(text.charAt(begin)) && isLetter(text.charAt(at))) {
      at++;
    }
    switch (text.substring(begin, at)) {
      case "true" -> value = true;
      case "false" -> value = false;
      case "null" -> value = Json.NULL;
      default -> {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private boolean accept(String signs) {
    boolean is = at < text.length() && signs.indexOf(text.charAt(at)) >= 0;
    at += is ? 1 : 0;
    return is;
  }

  private boolean skipDigits() {
    int from = at;
    while (at < text.length() && isDigit(text.charAt(at))) {
      at++;
    }
    return at > from;
  }

  private boolean readNumber() throws Wrong {
    accept("-");
    if (accept("0")) {
      if (at < text.length() && isDigit(text.charAt(at))) {
        return false;
      }
    } else if (!skipDigits()) {
      return false;
    }
    boolean real = false;
    if (accept(".")) {
      real = true;
      if (!skipDigits()) {
        return false;
      }
    }
    if (accept("eE")) {
      real = true;
      accept("+-");
      if (!skipDigits()) {
        return false;
      }
    }
    return keepNumber(text.substring(begin, at), real);
  }

  private boolean keepNumber(String digits, boolean real) throws Wrong {
    if (real) {
      double number = Double.parseDouble(digits);
      if (Double.isInfinite(number)) {
        throw wrong("real number overflow");
      }
      value = number;
      return true;
    }
    try {
      value = Long.parseLong(digits);
    } catch (NumberFormatException e) {
      throw wrong("too big " + (digits.startsWith("-") ? "negative " : "") + "integer");
    }
    return true;
  }

  private String readString() throws Wrong {
    StringBuilder read = new StringBuilder();
    at++;
    while (true) {
      if (at == text.length()) {
        throw wrong("premature end of input");
      }
      char c = text.charAt(at++);
      if (c == '"') {
        return read.toString();
      }
      if (c < ' ') {
        at--;
        throw wrong(
            c == '\n' ? "unexpected newline" : String.format("control character 0x%x", (int) c));
      }
      read.append(c == '\\' ? readEscape() : c);
    }
  }

  private char readEscape() throws Wrong {
    char c = at < text.length() ? text.charAt(at++) : ' ';
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> readUnicode();
      default -> throw wrong("invalid escape");
    };
  }

  private char readUnicode() throws Wrong {
    int number = 0;
    for (int i = 0; i < 4; i++) {
      int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
      at += at < text.length() ? 1 : 0;
      if (digit < 0) {
        throw wrong("invalid escape");
      }
      number = number * 16 + digit;
    }
    return (char) number;
  }

  // ---- complaints

  private Wrong wrong(String complaint) {
    String context = text.substring(begin, at);
    String near =
        context.isEmpty()
            ? " near end of file"
            : context.length() <= LONGEST_CONTEXT ? " near '" + context + "'" : "";
    String before = text.substring(0, at);
    int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
    return new Wrong(complaint + near, line, at - (before.lastIndexOf('\n') + 1));
  }
}
