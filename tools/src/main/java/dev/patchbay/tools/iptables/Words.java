package dev.patchbay.tools.iptables;

import dev.patchbay.filter.Extension;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.Refusal;
import dev.patchbay.packet.Family;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads words as `getopt_long` does, with long options that become known on the way: those of each
/// extension that a rule uses. Names may be shortened as long as only one is meant.
final class Words {
  /// Letters, each with `:` behind it when it takes an argument, `::` when only attached.
  private static final String SHORT =
      "A:C:D:E:F::I:L::M:N:P:VX::Z::c:d:i:j:o:p:s:t:R:S::W::46bfg:h::m:nvw::x";

  private static final Map<String, Character> LONG = new LinkedHashMap<>();

  static {
    String names =
        """
        append A,delete D,check C,insert I,replace R,list L,list-rules S,flush F,zero Z,new-chain N,delete-chain X,\
        rename-chain E,policy P,source s,destination d,src s,dst d,protocol p,in-interface i,jump j,table t,match m,\
        numeric n,out-interface o,verbose v,wait w,wait-interval W,exact x,fragments f,version V,help h,\
        line-numbers 0,modprobe M,set-counters c,goto g,ipv4 4,ipv6 6\
        """;
    for (String name : names.split(",", -1)) {
      LONG.put(name.substring(0, name.length() - 2), name.charAt(name.length() - 1));
    }
  }

  private record Meaning(@Nullable Extension extension, @Nullable Option<?> option, char letter) {}

  private final List<String> words;
  private final Family family;
  private final List<Extension> extensions = new ArrayList<>();
  private int at;
  private int inside;
  private int began;
  private int beganInside;

  Words(List<String> words, Family family) {
    this.words = words;
    this.family = family;
  }

  /// The options of an extension are known from now on, before those of earlier ones.
  void learn(Extension extension) {
    extensions.remove(extension);
    extensions.addFirst(extension);
  }

  boolean hasNext() {
    return at < words.size();
  }

  /// The word that follows, if it can be an argument: it is no option and no `!`.
  @Nullable String acceptArgument() {
    if (inside != 0 || at >= words.size()) {
      return null;
    }
    String word = words.get(at);
    return word.startsWith("-") || word.startsWith("!") ? null : words.get(at++);
  }

  /// The last word read will be read again.
  void again() {
    at = began;
    inside = beganInside;
  }

  Word next() {
    began = at;
    beganInside = inside;
    String word = words.get(at);
    if (inside > 0) {
      return readLetter(word);
    }
    if (word.startsWith("--") && word.length() > 2) {
      at++;
      return readLong(word);
    }
    if (word.length() > 1 && word.charAt(0) == '-' && !word.equals("--")) {
      inside = 1;
      return readLetter(word);
    }
    at++;
    return new Word.Operand(word);
  }

  private Word readLetter(String word) {
    char letter = word.charAt(inside++);
    boolean isLast = inside == word.length();
    int known = letter == ':' ? -1 : SHORT.indexOf(letter);
    if (known < 0) {
      leave(isLast);
      return new Word.Unknown("-" + letter);
    }
    if (!SHORT.startsWith(":", known + 1)) {
      leave(isLast);
      return new Word.Own(letter, null);
    }
    String rest = word.substring(inside);
    leave(true);
    if (!rest.isEmpty()) {
      return new Word.Own(letter, rest);
    }
    if (SHORT.startsWith("::", known + 1)) {
      return new Word.Own(letter, null);
    }
    return at == words.size() ? new Word.Bare(word) : new Word.Own(letter, words.get(at++));
  }

  private void leave(boolean isLast) {
    if (isLast) {
      at++;
      inside = 0;
    }
  }

  private Word readLong(String word) {
    int equals = word.indexOf('=');
    String name = word.substring(2, equals < 0 ? word.length() : equals);
    String attached = equals < 0 ? null : word.substring(equals + 1);
    Meaning meaning = meaning(name);
    if (meaning == null || (attached != null && !takesArgument(meaning))) {
      return new Word.Unknown(word);
    }
    if (attached == null && needsArgument(meaning)) {
      if (at == words.size()) {
        return new Word.Bare(word);
      }
      attached = words.get(at++);
    }
    attached = withSecond(meaning, attached);
    Extension extension = meaning.extension;
    Option<?> option = meaning.option;
    return extension == null || option == null
        ? new Word.Own(meaning.letter, attached)
        : new Word.Of(extension, option, attached);
  }

  private @Nullable String withSecond(Meaning meaning, @Nullable String first) {
    Option<?> option = meaning.option;
    String refusal = option == null ? null : option.missingSecond();
    if (refusal == null) {
      return first;
    }
    String second = acceptArgument();
    if (second == null) {
      throw new Refusal(refusal);
    }
    return first + " " + second;
  }

  private static boolean takesArgument(Meaning meaning) {
    Option<?> option = meaning.option;
    return option == null
        ? SHORT.startsWith(":", SHORT.indexOf(meaning.letter) + 1)
        : option.hasValue();
  }

  private static boolean needsArgument(Meaning meaning) {
    boolean optional =
        meaning.option == null && SHORT.startsWith("::", SHORT.indexOf(meaning.letter) + 1);
    return takesArgument(meaning) && !optional;
  }

  /// What a name means: the first option of exactly that name, or the only one that begins so.
  private @Nullable Meaning meaning(String name) {
    Character own = LONG.get(name);
    if (own != null) {
      return new Meaning(null, null, own);
    }
    List<Meaning> found = new ArrayList<>();
    for (Map.Entry<String, Character> entry : LONG.entrySet()) {
      if (entry.getKey().startsWith(name)) {
        add(found, new Meaning(null, null, entry.getValue()));
      }
    }
    for (Extension extension : extensions) {
      for (Option<?> option : extension.options(family)) {
        if (option.name().equals(name) || option.aliases().contains(name)) {
          return new Meaning(extension, option, ' ');
        }
        if (begins(option, name)) {
          add(found, new Meaning(extension, option, ' '));
        }
      }
    }
    return found.size() == 1 ? found.getFirst() : null;
  }

  private static boolean begins(Option<?> option, String name) {
    return option.name().startsWith(name)
        || option.aliases().stream().anyMatch(alias -> alias.startsWith(name));
  }

  private static void add(List<Meaning> found, Meaning meaning) {
    if (!found.contains(meaning)) {
      found.add(meaning);
    }
  }
}
