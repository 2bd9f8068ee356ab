declare module "*.css" {
  const text: string;
  export default text;
}

/** The paths of one of Lucide's icons. */
declare module "icon:*" {
  const paths: string[];
  export default paths;
}
