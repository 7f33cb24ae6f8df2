/** What every public page is held to by `make test`; nothing is asked of the network. */
export default {
  root: true,
  extends: ["html-validate:recommended", "html-validate:document"],
  rules: {
    // A filter may be chosen more than once, and a form keeps each choice in a hidden field.
    "form-dup-name": "off",
    // Official names of laws and organizations are as long as they are; we do not shorten them.
    "long-title": ["error", { maxlength: 110 }],
    // Style sheet and script come from this server, where an integrity hash adds nothing.
    "require-sri": ["error", { target: "crossorigin" }],
    // A number is copied as it is seen; the style sheet keeps it on one line.
    "tel-non-breaking": "off",
  },
};
