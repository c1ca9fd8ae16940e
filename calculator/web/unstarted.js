/**
 * Says so when the script in a page did not run: a policy that the server sends refuses it, or the
 * browser is too old to read it. So this one is a file of the site, in the words of old browsers.
 */

addEventListener("load", function () {
  var root = document.querySelector(
    "[data-calc-calculator], [data-calc-list], [data-calc-establishment]",
  );
  if (!(root instanceof HTMLElement) || !root.hidden || !root.parentNode) return;
  var reason = "hasOwn" in Object ? "refused" : "unsupported";
  var words = root.querySelector('template[data-failure="' + reason + '"]');
  var message = document.createElement("div");
  message.setAttribute("role", "alert");
  message.innerHTML = words ? words.innerHTML : "";
  root.parentNode.insertBefore(message, root);
  root.style.display = "none"; // a form that nothing listens to
});
