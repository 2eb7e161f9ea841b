// Pages are JavaScript templates: Eleventy's fastest kind. The content stands elsewhere: REPORTS names its folder.
export default (config) => {
  config.setQuietMode(true);
  return { dir: { input: "pages", data: "../_data", output: process.env.OUTPUT } };
};
